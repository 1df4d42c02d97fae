import {
  ASSESSMENT_STATES,
  MOST_COUNTED,
  type Assessment,
  type AssessmentCase,
  type Assessments,
  type AssessmentState,
  type Page,
  type Conclusion,
  type Waiting,
} from '@aml-customer/application';
import type { CustomerStatus, Flags } from '@aml-customer/domain';
import type { Pool } from 'pg';
import { BEFORE_COLUMNS, BEFORE_JOIN, beforeOf, type BeforeRow } from './before-columns.js';
import { ASSESSMENT_COLUMNS, assessmentOf, SUMMARY_COLUMNS, type AssessmentRow } from './assessment-rows.js';
import { Batcher, SMALL_ITEMS } from '../batching/batcher.js';
import { CONCLUDE, concludeValues, type Concluded, type Step } from './conclude-statement.js';
import { keyOf, run } from '../database/database.js';
import { flagColumns } from '../customers/flag-columns.js';
import { outstandingScreenings, type ScreeningRow } from '../customers/screening-rows.js';
import { bigintOf, ms, withoutNulls } from '../database/row-values.js';
import { attempt, isRolledBack } from '../database/storage-failure.js';

interface CaseRow extends AssessmentRow, BeforeRow {
  readonly requestedStatus: CustomerStatus | null;
  readonly customerStatus: CustomerStatus;
  readonly flags: Flags;
  readonly customerUpdatedAt: number;
  readonly screenings: readonly ScreeningRow[];
  readonly body: string;
}

/** Few per statement, since each is read with the body of its message, of any size. */
const READS = { ...SMALL_ITEMS, items: 16 } as const;

/** Bounds the memory that a customer with a message a minute takes. */
const MOST_OF_CUSTOMER = 500;

/** How long an assessment may wait before it counts as forgotten, and how many of those one call queues again. */
const FORGOTTEN_AFTER_MS = 3_600_000;
const MOST_FORGOTTEN = 1000;

const FROM = `
  from aml_customer.assessment a
  join aml_customer.customer c on c.id = a.customer_id
  join aml_customer.message m on m.id = a.message_id`;

const FLAGS = `json_strip_nulls(json_build_object(${flagColumns((column, flag) => `'${flag}', v.${column}`)}))`;
// Releases that do not record the status that a message asks for store it in the version of the message.
const OPEN = {
  name: 'aml-open-assessment',
  text: `
    select
      ${ASSESSMENT_COLUMNS},
      ${BEFORE_COLUMNS},
      coalesce(a.requested_status, requested.status) as "requestedStatus",
      c.status as "customerStatus", c.risk_level as "riskLevel", ${FLAGS} as flags,
      ceil(${ms('c.updated_at')}) as "customerUpdatedAt",
      ${outstandingScreenings('a.customer_id')} as screenings, m.body
    ${FROM}
    join aml_customer.customer_version v on v.customer_id = c.id and v.version = c.version
    join aml_customer.customer_version requested
      on requested.customer_id = a.customer_id and requested.version = a.version
    ${BEFORE_JOIN}
    where a.id = any($1::bigint[])`,
};
const EXISTS = { name: 'aml-customer-exists', text: 'select id from aml_customer.customer where ext_id = $1' };
const OF_CUSTOMER = {
  name: 'aml-assessments-of-customer',
  text: `
    select ${SUMMARY_COLUMNS}
    ${FROM}
    where a.customer_id = (select id from aml_customer.customer where ext_id = $1)
    order by a.id desc limit ${MOST_OF_CUSTOMER}`,
};
// The text contains the state: with a parameter the server could not use the partial index of assessments that are not
// completed.
const IN_STATE = new Map(
  ASSESSMENT_STATES.map((state) => [
    state,
    {
      name: `aml-assessments-${state}`,
      text: `
        select ${SUMMARY_COLUMNS}
        ${FROM}
        where a.state = '${state}' and a.id > $1::bigint
        order by a.id limit $2`,
    },
  ]),
);
const ASSESSMENT_EXISTS = {
  name: 'aml-assessment-exists',
  text: 'select id from aml_customer.assessment where id = $1::bigint',
};

const counted = (state: AssessmentState) =>
  `(
      select count(*)::integer
      from (select from aml_customer.assessment where state = '${state}' limit ${MOST_COUNTED}) as waiting
    )`;
const WAITING = {
  name: 'aml-count-waiting-assessments',
  text: `select ${counted('QUEUED')} as queued, ${counted('PENDING')} as pending`,
};

// Jobs carry the ids of their assessments; a job that failed for good does not count. `except` hashes both sides,
// however many assessments wait.
const QUEUE_FORGOTTEN = {
  name: 'aml-queue-forgotten',
  text: `
    with forgotten as (
      select array_agg(
        (
          'assess-customer', json_build_object('id', id), null, null, null, 'assess:' || id, null, null
        )::graphile_worker.job_spec
      ) as specs
      from (
        select id::text from aml_customer.assessment where state = 'QUEUED' and created_at < $1::timestamptz
        except
        select coalesce(queued.id, payload ->> 'id')
        from graphile_worker._private_jobs
        left join lateral json_array_elements_text(payload -> 'ids') as queued (id) on true
        where task_id = (select id from graphile_worker._private_tasks where identifier = 'assess-customer')
          and (locked_at is not null or attempts < max_attempts)
        limit ${MOST_FORGOTTEN}
      ) as assessment
    )
    select job.id::text
    from forgotten
    cross join lateral graphile_worker.add_jobs(specs) as job
    where specs is not null`,
};

/**
 * Assessments in PostgreSQL (port: Assessments). Concurrent reads share a statement, and so do concurrent conclusions.
 * Methods reject with a StorageFailure, or with Overloaded if the port allows it.
 */
export class PostgresAssessments implements Assessments {
  private readonly opening: Batcher<string, AssessmentCase | undefined>;
  private readonly concluding: Batcher<Step, boolean | 'later'>;

  constructor(
    private readonly pool: Pool,
    patienceMs: number,
  ) {
    this.opening = new Batcher({ ...READS, patienceMs }, (ids) => this.openTogether(ids), isRolledBack);
    this.concluding = new Batcher(
      { ...SMALL_ITEMS, patienceMs },
      (steps) => this.concludeTogether(steps),
      isRolledBack,
    );
  }

  /** Resolves when no read and no conclusion is pending. */
  async idle(): Promise<void> {
    await Promise.all([this.opening.idle(), this.concluding.idle()]);
  }

  async open(id: string): Promise<AssessmentCase | undefined> {
    return attempt('reading an assessment', () => this.opening.add(id, [], 1));
  }

  async conclude(id: string, conclusion: Conclusion): Promise<boolean> {
    const done = await attempt('concluding an assessment', () => this.concluding.add({ id, conclusion }, [], 1));
    return done === 'later' ? this.conclude(id, conclusion) : done;
  }

  private async openTogether(ids: readonly string[]): Promise<readonly (AssessmentCase | undefined)[]> {
    const rows = await run<CaseRow>(this.pool, OPEN, [ids.map(bigintOf)]);
    const cases = new Map(rows.map((row) => [row.id, caseOf(row)]));
    return ids.map((id) => cases.get(id));
  }

  private async concludeTogether(steps: readonly Step[]): Promise<readonly (boolean | 'later')[]> {
    const [row] = await run<Concluded>(this.pool, CONCLUDE, concludeValues(steps));
    const [concluded, later] = [new Set(row?.concluded), new Set(row?.later)];
    return steps.map((_, i) => (later.has(i + 1) ? 'later' : concluded.has(i + 1)));
  }

  async ofCustomer(customerExtId: string): Promise<readonly Assessment[] | undefined> {
    return attempt('reading the assessments of a customer', async () => {
      const rows = await run<AssessmentRow>(this.pool, OF_CUSTOMER, [keyOf(customerExtId)]);
      const exists = rows.length > 0 || (await run(this.pool, EXISTS, [keyOf(customerExtId)])).length > 0;
      return exists ? rows.map(assessmentOf) : undefined;
    });
  }

  /**
   * Queues assessments that have waited for an hour without a job, for example after the job's last attempt failed.
   * Idempotent. Returns how many it queued.
   */
  async queueForgotten(now: Date): Promise<number> {
    return (
      await attempt('queueing forgotten assessments', () =>
        run(this.pool, QUEUE_FORGOTTEN, [new Date(now.getTime() - FORGOTTEN_AFTER_MS)]),
      )
    ).length;
  }

  async waiting(): Promise<Waiting> {
    const [row] = await attempt('counting assessments', () => run<Waiting>(this.pool, WAITING, []));
    return { queued: row?.queued ?? 0, pending: row?.pending ?? 0 };
  }

  /** The cursor is the id of an assessment. */
  async inState(
    state: AssessmentState,
    after: string | undefined,
    limit: number,
  ): Promise<Page<Assessment> | undefined> {
    return attempt('listing assessments', async () => {
      if (after !== undefined && (await run(this.pool, ASSESSMENT_EXISTS, [bigintOf(after)])).length === 0)
        return undefined;
      const items = (await run<AssessmentRow>(this.pool, IN_STATE.get(state)!, [after ?? '0', limit])).map(
        assessmentOf,
      );
      const cursor = items.at(-1)?.id ?? after;
      return { items, ...(cursor !== undefined && { cursor }) };
    });
  }
}

function caseOf(row: CaseRow): AssessmentCase {
  const before = beforeOf(row);
  return {
    assessment: assessmentOf(row),
    customerStatus: row.customerStatus,
    riskLevel: row.riskLevel,
    flags: row.flags,
    customerUpdatedAt: new Date(row.customerUpdatedAt),
    outstandingScreenings: row.screenings.map(({ process }) => process),
    ...withoutNulls({ requestedStatus: row.requestedStatus }),
    ...(before && { before }),
    body: row.body,
  };
}
