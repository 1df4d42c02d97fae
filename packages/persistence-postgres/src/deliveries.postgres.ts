import type { CallbackPage, ClaimedDelivery, Deliveries, Delivery, DeliveryClaim, DeliveryOutcome, DeliveryProgress, DeliveryState } from '@aml-customer/application';
import type { Pool } from 'pg';
import { deliveryOf, eventOf, uuidOf, type EventRow, type ProgressRow } from './callbacks.rows.js';
import { run } from './database.js';
import { CLAIM_NEXT, FIND, LIST, QUEUE, QUEUE_OVERDUE, RECORD, REDELIVER, type HeadRow } from './delivery-statements.js';
import { readFeed } from './feed.js';
import { bigintOf, given } from './given.js';
import { attempt } from './storage-failure.js';

/** The deliveries in PostgreSQL (port: Deliveries); `customer` is the key of the customer's row. Methods reject with a StorageFailure. */
export class PostgresDeliveries implements Deliveries {
  constructor(private readonly pool: Pool) {}

  async claimNext(customer: string, leaseMs: number): Promise<ClaimedDelivery> {
    const [head] = await attempt('claiming a delivery', () => run<HeadRow>(this.pool, CLAIM_NEXT, [bigintOf(customer), leaseMs]));
    if (!head) return { kind: 'none' };
    return head.lease === null ? { kind: 'not-before', time: new Date(head.notBefore) } : { kind: 'claimed', claim: claimOf(head, head.lease) };
  }

  async record({ event, lease }: DeliveryClaim, { pauseMs, ...reached }: DeliveryOutcome): Promise<DeliveryProgress | undefined> {
    const values = [uuidOf(event.id), uuidOf(lease), reached.state, reached.attempts, pauseMs, reached.lastOutcome];
    const [row] = await attempt('recording a delivery', () => run<Pick<ProgressRow, 'nextAttemptAt'>>(this.pool, RECORD, values));
    return row && { ...reached, ...(row.nextAttemptAt !== null && { nextAttemptAt: new Date(row.nextAttemptAt) }) };
  }

  async redeliver(eventId: string): Promise<boolean> {
    return (await attempt('sending an event again', () => run(this.pool, REDELIVER, [uuidOf(eventId)]))).length > 0;
  }

  async find(eventId: string): Promise<Delivery | undefined> {
    return (await attempt('reading a delivery', () => run<EventRow & ProgressRow>(this.pool, FIND, [uuidOf(eventId)]))).map(deliveryOf)[0];
  }

  async list(state: DeliveryState, after: string | undefined, limit: number): Promise<CallbackPage<Delivery> | undefined> {
    return attempt('listing deliveries', () => readFeed(this.pool, { ...LIST[state], values: [], item: deliveryOf }, after, limit));
  }

  /** Queues the job of a customer's line for a time by the database's clock, unless it is queued for an earlier one: how a worker comes back. */
  async comeBack(customer: string, at: Date | 'now'): Promise<void> {
    await attempt('queueing a delivery', () => run(this.pool, QUEUE, [bigintOf(customer), at === 'now' ? null : at]));
  }

  /** Queues the lines whose head is due and that have no job, whatever took it from them, some at a time; how many. */
  async queueOverdue(): Promise<number> {
    return (await attempt('queueing overdue deliveries', () => run<{ queued: number }>(this.pool, QUEUE_OVERDUE, [])))[0]?.queued ?? 0;
  }
}

const claimOf = (head: HeadRow, lease: string): DeliveryClaim =>
  ({ event: eventOf(head), attempts: head.attempts, lease, ...given({ requester: head.requester, lastOutcome: head.lastOutcome }) });
