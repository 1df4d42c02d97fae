import type {
  CallbackEvents,
  CustomerReader,
  CustomerRegister,
  CustomerVersion,
  ImmediateAssessment,
  Lowering,
  PageLimit,
  RequestedScreening,
  Standing,
  StoreOutcome,
  VersionPage,
  VersionSummary,
} from '@aml-customer/application';
import type { Intent, RiskLevel } from '@aml-customer/domain';
import type { Pool } from 'pg';
import { Batcher, SMALL_ITEMS } from '../batching/batcher.js';
import { keyOf, run, type Prepared } from '../database/database.js';
import type { DiskRoom } from '../database/disk-room.js';
import { ms, withoutNulls } from '../database/row-values.js';
import { attempt, isRolledBack, reported } from '../database/storage-failure.js';
import { outstandingScreenings, screeningOf, type ScreeningRow } from './screening-rows.js';
import { eventTypesOf, storeValues, type Message, type StoreSettings } from './store-parameters.js';
import { outcomesOf, STORE, type Stored } from './store-statement.js';
import {
  ASSESSMENT_ID,
  RISK_LEVEL_BEFORE,
  bytesBefore,
  VERSION_COLUMNS,
  versionOf,
  type VersionRow,
} from './version-rows.js';

/** Sizes count characters of bodies and explanations. */
const MESSAGES = { ...SMALL_ITEMS, size: 1024 * 1024, pendingSize: 32 * 1024 * 1024 } as const;

/** Few per statement, since each answer may contain a stored body of any size. */
const QUESTIONS = { ...SMALL_ITEMS, items: 16 } as const;

/** Looks up what is stored about the number and the customer of each message. */
const STANDING: Prepared = {
  name: 'aml-standing',
  text: `
    select
      (select body from aml_customer.message where communication_number = question.number) as "acceptedBody",
      (select id from aml_customer.customer where ext_id = question.customer) is not null as "customerExists"
    from unnest($1::text[], $2::text[]) with ordinality as question (number, customer, position)
    order by position`,
};

const FROM_VERSIONS = `
  from aml_customer.customer c
  join aml_customer.customer_version v on v.customer_id = c.id
  join aml_customer.message m on m.id = v.message_id
  where c.ext_id = $1`;

const FIND: Prepared = {
  name: 'aml-find-version',
  text: `select ${VERSION_COLUMNS} ${FROM_VERSIONS} and v.version = coalesce($2::integer, c.version)`,
};

const VERSIONS: Prepared = {
  name: 'aml-list-versions',
  text: `
    select
      v.version, m.communication_number as "communicationNumber", ${ms('v.created_at')} as "createdAt", v.cause,
      ${ASSESSMENT_ID} as "assessmentId", v.risk_level as "riskLevel", ${RISK_LEVEL_BEFORE} as "riskLevelBefore"
    ${FROM_VERSIONS}
    order by v.version`,
};

const VERSIONS_AFTER: Prepared = {
  name: 'aml-versions-after',
  text: `
    with listed as (
      select ${VERSION_COLUMNS}, v.version < c.version as "hasMore"
      ${FROM_VERSIONS} and v.version > $2::integer
      order by v.version
      limit $3
    ),
    page as (
      select *, ${bytesBefore('version')} as "bytesBefore" from listed
    )
    select * from page where coalesce("bytesBefore", 0) < $4 order by version`,
};

const OUTSTANDING_SCREENINGS: Prepared = {
  name: 'aml-outstanding-screenings',
  text: `select ${outstandingScreenings('c.id')} as screenings from aml_customer.customer c where c.ext_id = $1`,
};

interface CustomersOptions {
  readonly pool: Pool;
  readonly events: CallbackEvents;
  readonly lowering: Lowering;
  readonly patienceMs: number;
  readonly room: DiskRoom;
}

interface Question {
  readonly number: string | null;
  readonly customer: string | null;
}

/**
 * Registered customers in PostgreSQL (ports: CustomerRegister, CustomerReader). Methods reject with a StorageFailure,
 * or with Overloaded if the port allows it.
 */
export class PostgresCustomers implements CustomerRegister, CustomerReader {
  private readonly settings: StoreSettings;
  private readonly batcher: Batcher<Message, StoreOutcome>;
  private readonly questions: Batcher<Question, Standing>;

  private readonly pool: Pool;
  private readonly room: DiskRoom;

  /** `patienceMs` is how long a message may wait until its statement starts. */
  constructor({ pool, events, lowering, patienceMs, room }: CustomersOptions) {
    this.room = room;
    this.pool = pool;
    this.settings = { eventTypes: eventTypesOf(events), lowering };
    this.batcher = new Batcher({ ...MESSAGES, patienceMs }, (messages) => this.storeTogether(messages), isRolledBack);
    this.questions = new Batcher(
      { ...QUESTIONS, patienceMs },
      (questions) => this.standingsOf(questions),
      isRolledBack,
    );
  }

  /** Concurrent messages share a statement, unless they have the same customer or number. */
  async store(intent: Intent, body: string, assessment?: ImmediateAssessment): Promise<StoreOutcome> {
    const keys = [`number ${intent.message.communicationNumber}`, `customer ${intent.customer.extId}`];
    const explanation = assessment ? JSON.stringify(assessment.risk.explanation) : '';
    const message = { intent, body, explanation, ...(assessment && { assessment }) };
    return this.room.store(() =>
      attempt('storing a message', () => this.batcher.add(message, keys, body.length + explanation.length)),
    );
  }

  /** Counts this process's messages that are not answered yet, and the characters of their bodies and explanations. */
  pending(): { readonly messages: number; readonly characters: number } {
    const { items, size } = this.batcher.pending();
    return { messages: items, characters: size };
  }

  /** Resolves when no message is pending and no comparison either. */
  async idle(): Promise<void> {
    await Promise.all([this.batcher.idle(), this.questions.idle()]);
  }

  private async storeTogether(messages: readonly Message[]): Promise<readonly StoreOutcome[]> {
    try {
      const [stored] = await run<Stored>(this.pool, STORE, storeValues(messages, this.settings));
      return stored ? outcomesOf(stored) : [];
    } catch (error) {
      // With several messages, it is unknown which one violated the condition.
      const violated = messages.length === 1 && violatedCondition(error);
      if (violated) return [violated];
      throw error;
    }
  }

  async standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    return attempt('comparing a message', () =>
      this.questions.add({ number: keyOf(communicationNumber), customer: keyOf(customerExtId) }, [], 1),
    );
  }

  /** Concurrent questions share a statement: a repeated or dry-run batch asks one for each of its messages. */
  private async standingsOf(questions: readonly Question[]): Promise<readonly Standing[]> {
    const rows = await run<{ acceptedBody: string | null; customerExists: boolean }>(this.pool, STANDING, [
      questions.map(({ number }) => number),
      questions.map(({ customer }) => customer),
    ]);
    return rows.map(({ acceptedBody, customerExists }) => ({
      ...(acceptedBody !== null && { acceptedBody }),
      customerExists,
    }));
  }

  async find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined> {
    if (version !== undefined && !isVersion(version)) return undefined;
    const [row] = await attempt('reading a customer', () =>
      run<VersionRow>(this.pool, FIND, [keyOf(customerExtId), version]),
    );
    return row && versionOf(row);
  }

  async versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined> {
    const rows = await attempt('reading the versions of a customer', () =>
      run<SummaryRow>(this.pool, VERSIONS, [keyOf(customerExtId)]),
    );
    return rows.length > 0 ? rows.map(summaryOf) : undefined;
  }

  async versionsAfter(customerExtId: string, after: number, limit: PageLimit): Promise<VersionPage> {
    const values = [keyOf(customerExtId), after, limit.versions, limit.bytes];
    const rows = await attempt('reading a page of versions', () => run<PageRow>(this.pool, VERSIONS_AFTER, values));
    return {
      versions: rows.map(({ hasMore: _, bytesBefore: __, ...row }) => versionOf(row)),
      hasMore: rows.at(-1)?.hasMore ?? false,
    };
  }

  async outstandingScreenings(customerExtId: string): Promise<readonly RequestedScreening[]> {
    const [row] = await attempt('reading the screenings of a customer', () =>
      run<{ readonly screenings: readonly ScreeningRow[] }>(this.pool, OUTSTANDING_SCREENINGS, [keyOf(customerExtId)]),
    );
    return row?.screenings.map(screeningOf) ?? [];
  }
}

interface PageRow extends VersionRow {
  readonly hasMore: boolean;
  readonly bytesBefore: string | null;
}

interface SummaryRow extends Omit<VersionSummary, 'assessmentId' | 'createdAt' | 'riskLevelBefore'> {
  readonly riskLevelBefore: RiskLevel | null;
  readonly assessmentId: string | null;
  readonly createdAt: number;
}

const summaryOf = ({ assessmentId, riskLevelBefore, createdAt, ...row }: SummaryRow): VersionSummary => ({
  ...row,
  ...withoutNulls({ assessmentId, riskLevelBefore }),
  createdAt: new Date(createdAt),
});

/** Whether the column can hold the number; the server would refuse any other. */
const isVersion = (version: number): boolean => Number.isInteger(version) && version > 0 && version < 2 ** 31;

/** Translates the constraint that a concurrent message made this one violate. */
function violatedCondition(error: unknown): Exclude<StoreOutcome, 'assessed' | 'stored'> | undefined {
  const { code, constraint, table, column } = reported(error);
  if (code === '23505' && constraint === 'message_communication_number_key') return 'number-taken';
  if (code === '23505' && constraint === 'customer_ext_id_key') return 'customer-exists';
  if (code === '23502' && table === 'customer_version' && column === 'customer_id') return 'customer-missing';
  return undefined;
}
