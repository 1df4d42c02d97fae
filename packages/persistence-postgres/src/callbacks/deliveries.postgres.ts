import type {
  ClaimedQueue,
  ClaimLimits,
  Deliveries,
  Delivery,
  DeliveryOutcome,
  DeliveryState,
  DueDelivery,
  Page,
  QueueClaim,
  RecordedOutcomes,
} from '@aml-customer/application';
import type { Pool } from 'pg';
import { Batcher, SMALL_ITEMS, type BatchWork } from '../batching/batcher.js';
import { deliveryOf, eventOf, uuidOf, type EventRow, type ProgressRow } from './callback-rows.js';
import { run } from '../database/database.js';
import {
  CLAIM,
  FIND,
  LIST,
  QUEUE,
  QUEUE_OVERDUE,
  RECORD,
  REDELIVER,
  type ClaimRow,
  type RecordedRow,
} from './delivery-statements.js';
import { readFeed } from './event-feed.js';
import { bigintOf, withoutNulls } from '../database/row-values.js';
import { attempt, isRolledBack } from '../database/storage-failure.js';

/** A queue to claim. */
interface Claiming {
  readonly customer: string;
  readonly limits: ClaimLimits;
}

/** The outcomes of a claim. */
interface Recording {
  readonly claim: QueueClaim;
  readonly outcomes: readonly DeliveryOutcome[];
}

/** A job to queue for a line. */
interface Queueing {
  readonly customer: string;
  readonly at: Date | 'now';
}

/**
 * Deliveries in PostgreSQL (port: Deliveries); `customer` is the key of the customer's row. Concurrent claims share a
 * statement, and so do concurrent outcomes and concurrent jobs. Methods reject with a StorageFailure.
 */
export class PostgresDeliveries implements Deliveries {
  private readonly claiming: Batcher<Claiming, ClaimedQueue>;
  private readonly recording: Batcher<Recording, RecordedOutcomes | undefined>;
  private readonly queueing: Batcher<Queueing, void>;

  constructor(
    private readonly pool: Pool,
    patienceMs: number,
  ) {
    const batcherOf = <Item, Result>(work: BatchWork<Item, Result>) =>
      new Batcher({ ...SMALL_ITEMS, patienceMs }, work, isRolledBack);
    this.claiming = batcherOf((lines) => this.claimTogether(lines));
    this.recording = batcherOf((lines) => this.recordTogether(lines));
    this.queueing = batcherOf((lines) => this.queueTogether(lines));
  }

  /** Resolves when no claim, no outcome and no job is pending. */
  async idle(): Promise<void> {
    await Promise.all([this.claiming.idle(), this.recording.idle(), this.queueing.idle()]);
  }

  async claim(customer: string, limits: ClaimLimits): Promise<ClaimedQueue> {
    return attempt('claiming a delivery', () => this.claiming.add({ customer, limits }, [customer], 1));
  }

  async record(claim: QueueClaim, outcomes: readonly DeliveryOutcome[]): Promise<RecordedOutcomes | undefined> {
    return attempt('recording a delivery', () => this.recording.add({ claim, outcomes }, [claim.customer], 1));
  }

  /** Concurrent claims ask for the same limits; if they do not, they all get the lowest. */
  private async claimTogether(lines: readonly Claiming[]): Promise<readonly ClaimedQueue[]> {
    const rows = await run<ClaimRow>(this.pool, CLAIM, [
      lines.map(({ customer }) => bigintOf(customer)),
      Math.min(...lines.map(({ limits }) => limits.leaseMs)),
      Math.min(...lines.map(({ limits }) => limits.deliveries)),
    ]);
    const byCustomer = Map.groupBy(rows, (row) => row.customer);
    return lines.map(({ customer }) => claimedOf(byCustomer.get(customer)));
  }

  private async recordTogether(lines: readonly Recording[]): Promise<readonly (RecordedOutcomes | undefined)[]> {
    const rows = await run<RecordedRow>(this.pool, RECORD, [JSON.stringify(lines.map(outcomesOf))]);
    const byPlace = Map.groupBy(rows, ({ place }) => place);
    return lines.map(({ outcomes }, place) => recordedOf(outcomes, byPlace.get(place)));
  }

  private async queueTogether(lines: readonly Queueing[]): Promise<readonly void[]> {
    await run(this.pool, QUEUE, [JSON.stringify(lines.map(queueRow))]);
    return lines.map(() => undefined);
  }

  async redeliver(eventId: string): Promise<boolean> {
    return (await attempt('sending an event again', () => run(this.pool, REDELIVER, [uuidOf(eventId)]))).length > 0;
  }

  async find(eventId: string): Promise<Delivery | undefined> {
    return (
      await attempt('reading a delivery', () => run<EventRow & ProgressRow>(this.pool, FIND, [uuidOf(eventId)]))
    ).map(deliveryOf)[0];
  }

  async list(state: DeliveryState, after: string | undefined, limit: number): Promise<Page<Delivery> | undefined> {
    return attempt('listing deliveries', () =>
      readFeed(this.pool, { ...LIST[state], values: [], item: deliveryOf }, after, limit),
    );
  }

  /**
   * Queues the job of a customer's line for a time by the database's clock, unless it is queued for an earlier time. A
   * worker calls it to return to the line.
   */
  async queueLine(customer: string, at: Date | 'now'): Promise<void> {
    await attempt('queueing a delivery', () => this.queueing.add({ customer, at }, [customer], 1));
  }

  /** Queues lines whose head is due but that have lost their job, up to a limit. Returns how many it queued. */
  async queueOverdue(): Promise<number> {
    return (
      (await attempt('queueing overdue deliveries', () => run<{ queued: number }>(this.pool, QUEUE_OVERDUE, [])))[0]
        ?.queued ?? 0
    );
  }
}

const queueRow = ({ customer, at }: Queueing) => ({
  customer_id: bigintOf(customer),
  at: at === 'now' ? null : at.getTime(),
});

const claimedOf = (rows: readonly ClaimRow[] = []): ClaimedQueue => {
  const [head, ...behind] = rows;
  if (!head) return { kind: 'none' };
  const { customer, lease, notBefore } = head;
  return lease === null
    ? { kind: 'not-before', time: new Date(notBefore) }
    : { kind: 'claimed', claim: { customer, lease, deliveries: [dueDeliveryOf(head), ...behind.map(dueDeliveryOf)] } };
};

const dueDeliveryOf = (row: ClaimRow): DueDelivery => ({
  key: row.key,
  event: eventOf(row),
  attempts: row.attempts,
  ...withoutNulls({ requester: row.requester, lastOutcome: row.lastOutcome }),
});

const outcomesOf = ({ claim: { customer, lease, deliveries }, outcomes }: Recording, place: number) => ({
  customer,
  head: deliveries[0].key,
  lease,
  outcomes: outcomes.map(({ state, attempts, pauseMs, lastOutcome }, i) => ({
    place,
    sequence: deliveries[i]!.key,
    state,
    attempts,
    pause: pauseMs,
    outcome: lastOutcome,
    last: i === outcomes.length - 1,
  })),
});

const recordedOf = (
  outcomes: readonly DeliveryOutcome[],
  rows: readonly RecordedRow[] | undefined,
): RecordedOutcomes | undefined => {
  // Only the last outcome of a claim can have a next attempt.
  const next = rows?.find(({ nextAttemptAt }) => nextAttemptAt !== null)?.nextAttemptAt;
  return (
    rows && {
      progress: outcomes.map(({ pauseMs, ...progress }) => ({
        ...progress,
        ...(pauseMs !== undefined && next && { nextAttemptAt: new Date(next) }),
      })),
      hasMore: rows.some(({ hasMore }) => hasMore === true),
    }
  );
};
