import { RegisterCustomers } from './0001-register-customers.js';
import { KeepClassifiers } from './0002-keep-classifiers.js';
import { WriteEvents } from './0003-write-events.js';
import { ConcludeAssessments } from './0004-conclude-assessments.js';
import { KeepReceivers } from './0005-keep-receivers.js';
import { KeepRiskModels } from './0006-keep-risk-models.js';
import { KnowWorkers } from './0007-know-workers.js';
import { KeepDecisions } from './0008-keep-decisions.js';
import { JudgeByTheClockOfTheDatabase } from './0009-judge-by-the-clock-of-the-database.js';
import { WriteEventsTogether } from './0010-write-events-together.js';
import { IndexWhatIsNotCompleted } from './0011-index-what-is-not-completed.js';
import { KeepFlags } from './0012-keep-flags.js';
import { QueueLinesTogether } from './0013-queue-lines-together.js';
import { EraseCustomers } from './0014-erase-customers.js';
import { SettleWhatNobodyReceives } from './0015-settle-what-nobody-receives.js';
import { ApplyFunctionFiles } from './0016-apply-function-files.js';
import { RecordErasures } from './0017-record-erasures.js';
import { AcceptNewClassifiers } from './0018-accept-new-classifiers.js';
import { RecordWhoMayDecide } from './0019-record-who-may-decide.js';
import { RecordConfigurationChanges } from './0020-record-configuration-changes.js';
import { AssessOnAcceptance } from './0021-assess-on-acceptance.js';

/**
 * Migrations in the order in which they run, all in one transaction. Their names are stored in the database: a released
 * migration keeps its name.
 *
 * SQL functions live in sql/functions, one file each. A migration applies a function by name, always as its file is
 * now: a new installation gets the present text immediately, and an existing one from the migration that was added with
 * the change. So migrations apply functions and never run them; a migration that needs SQL logic has it inline
 * (0012). If parameters or the return type change, the new migration drops the old signature (`drop function if
 * exists`) before it applies the file. The older migrations that apply a removed function stop doing so.
 */
export const MIGRATIONS = [
  { name: '0001-register-customers', class: RegisterCustomers },
  { name: '0002-keep-classifiers', class: KeepClassifiers },
  { name: '0003-write-events', class: WriteEvents },
  { name: '0004-conclude-assessments', class: ConcludeAssessments },
  { name: '0005-keep-receivers', class: KeepReceivers },
  { name: '0006-keep-risk-models', class: KeepRiskModels },
  { name: '0007-know-workers', class: KnowWorkers },
  { name: '0008-keep-decisions', class: KeepDecisions },
  { name: '0009-judge-by-the-clock-of-the-database', class: JudgeByTheClockOfTheDatabase },
  { name: '0010-write-events-together', class: WriteEventsTogether },
  { name: '0011-index-what-is-not-completed', class: IndexWhatIsNotCompleted },
  { name: '0012-keep-flags', class: KeepFlags },
  { name: '0013-queue-lines-together', class: QueueLinesTogether },
  { name: '0014-erase-customers', class: EraseCustomers },
  { name: '0015-settle-what-nobody-receives', class: SettleWhatNobodyReceives },
  { name: '0016-apply-function-files', class: ApplyFunctionFiles },
  { name: '0017-record-erasures', class: RecordErasures },
  { name: '0018-accept-new-classifiers', class: AcceptNewClassifiers },
  { name: '0019-record-who-may-decide', class: RecordWhoMayDecide },
  { name: '0020-record-configuration-changes', class: RecordConfigurationChanges },
  { name: '0021-assess-on-acceptance', class: AssessOnAcceptance },
] as const;
