import type {
  Page,
  ClaimedDelivery,
  Deliveries,
  Delivery,
  DeliveryClaim,
  DeliveryOutcome,
  DeliveryProgress,
  DeliveryState,
} from '@aml-customer/application';
import type { Pool } from 'pg';
import { Batcher, SMALL_ITEMS } from '../batching/batcher.js';
import { deliveryOf, eventOf, uuidOf, type EventRow, type ProgressRow } from './callback-rows.js';
import { run } from '../database/database.js';
import {
  CLAIM_NEXT,
  FIND,
  LIST,
  QUEUE,
  QUEUE_OVERDUE,
  RECORD,
  REDELIVER,
  type HeadRow,
} from './delivery-statements.js';
import { readFeed } from './event-feed.js';
import { bigintOf, withoutNulls } from '../database/row-values.js';
import { attempt, isRolledBack } from '../database/storage-failure.js';

/** The outcome of a claimed delivery. */
interface ClaimOutcome {
  readonly claim: DeliveryClaim;
  readonly outcome: DeliveryOutcome;
}

/**
 * Deliveries in PostgreSQL (port: Deliveries); `customer` is the key of the customer's row. Concurrent claims share a
 * statement, and so do concurrent outcomes. Methods reject with a StorageFailure.
 */
export class PostgresDeliveries implements Deliveries {
  private readonly claiming: Batcher<{ readonly customer: string; readonly leaseMs: number }, ClaimedDelivery>;
  private readonly recording: Batcher<ClaimOutcome, DeliveryProgress | undefined>;

  constructor(
    private readonly pool: Pool,
    patienceMs: number,
  ) {
    this.claiming = new Batcher({ ...SMALL_ITEMS, patienceMs }, (lines) => this.claimTogether(lines), isRolledBack);
    this.recording = new Batcher(
      { ...SMALL_ITEMS, patienceMs },
      (outcomes) => this.recordTogether(outcomes),
      isRolledBack,
    );
  }

  /** Resolves when no claim and no outcome is pending. */
  async idle(): Promise<void> {
    await Promise.all([this.claiming.idle(), this.recording.idle()]);
  }

  async claimNext(customer: string, leaseMs: number): Promise<ClaimedDelivery> {
    return attempt('claiming a delivery', () => this.claiming.add({ customer, leaseMs }, [customer], 1));
  }

  async record(claim: DeliveryClaim, outcome: DeliveryOutcome): Promise<DeliveryProgress | undefined> {
    return attempt('recording a delivery', () => this.recording.add({ claim, outcome }, [claim.event.id], 1));
  }

  /** Concurrent claims ask for the same lease; if they do not, they all get the shortest. */
  private async claimTogether(
    lines: readonly { readonly customer: string; readonly leaseMs: number }[],
  ): Promise<readonly ClaimedDelivery[]> {
    const customers = lines.map(({ customer }) => bigintOf(customer));
    const rows = await run<HeadRow>(this.pool, CLAIM_NEXT, [
      customers,
      Math.min(...lines.map(({ leaseMs }) => leaseMs)),
    ]);
    const heads = new Map(rows.map((row) => [row.customer, row]));
    return lines.map(({ customer }) => claimedOf(heads.get(customer)));
  }

  private async recordTogether(outcomes: readonly ClaimOutcome[]): Promise<readonly (DeliveryProgress | undefined)[]> {
    const values = outcomes.map(
      ({ claim: { event, lease }, outcome: { state, attempts, pauseMs, lastOutcome } }, place) => ({
        place,
        id: uuidOf(event.id),
        lease: uuidOf(lease),
        state,
        attempts,
        pause: pauseMs,
        outcome: lastOutcome,
      }),
    );
    const rows = await run<{ readonly place: number } & Pick<ProgressRow, 'nextAttemptAt'>>(this.pool, RECORD, [
      JSON.stringify(values),
    ]);
    const recorded = new Map(rows.map((row) => [row.place, row]));
    return outcomes.map(({ outcome }, place) => progressOf(outcome, recorded.get(place)));
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
    await attempt('queueing a delivery', () => run(this.pool, QUEUE, [bigintOf(customer), at === 'now' ? null : at]));
  }

  /** Queues lines whose head is due but that have lost their job, up to a limit. Returns how many it queued. */
  async queueOverdue(): Promise<number> {
    return (
      (await attempt('queueing overdue deliveries', () => run<{ queued: number }>(this.pool, QUEUE_OVERDUE, [])))[0]
        ?.queued ?? 0
    );
  }
}

const claimedOf = (head: HeadRow | undefined): ClaimedDelivery => {
  if (!head) return { kind: 'none' };
  return head.lease === null
    ? { kind: 'not-before', time: new Date(head.notBefore) }
    : { kind: 'claimed', claim: claimOf(head, head.lease) };
};

const progressOf = (
  { pauseMs: _, ...progress }: DeliveryOutcome,
  row: Pick<ProgressRow, 'nextAttemptAt'> | undefined,
): DeliveryProgress | undefined =>
  row && { ...progress, ...(row.nextAttemptAt !== null && { nextAttemptAt: new Date(row.nextAttemptAt) }) };

const claimOf = (head: HeadRow, lease: string): DeliveryClaim => ({
  event: eventOf(head),
  attempts: head.attempts,
  lease,
  ...withoutNulls({ requester: head.requester, lastOutcome: head.lastOutcome }),
});
