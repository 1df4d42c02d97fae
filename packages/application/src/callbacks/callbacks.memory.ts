import { MemoryStore, type EventRouting, type StoredEvent } from '../memory/memory-store.js';
import { pageAfter } from '../memory/page-after.js';
import type { Page } from '../page.js';
import type { CallbackEvent } from './event.js';
import type {
  ClaimedDelivery,
  Deliveries,
  Delivery,
  DeliveryClaim,
  DeliveryOutcome,
  DeliveryProgress,
  DeliveryState,
  EventLog,
} from './ports.js';

/** Events and their deliveries in memory, for tests and for programs that need no database. */
export class MemoryCallbacks implements Deliveries, EventLog {
  private leases = 0;

  constructor(private readonly data = new MemoryStore()) {}

  /** Writes an event, as the transaction of its cause would. */
  append(event: CallbackEvent, routing: EventRouting): void {
    this.data.append(event, routing);
  }

  async claimNext(customer: string, leaseMs: number): Promise<ClaimedDelivery> {
    const head = this.data.events.find((stored) => stored.customer === customer && stored.progress.state === 'PENDING');
    if (!head) return { kind: 'none' };
    const time = laterOf(head.progress.nextAttemptAt, head.lease?.until);
    if (time && time > this.data.now()) return { kind: 'not-before', time };
    head.lease = { token: String(++this.leases), until: this.afterMs(leaseMs) };
    return { kind: 'claimed', claim: claimOf(head, head.lease.token) };
  }

  async record(
    { event, lease }: DeliveryClaim,
    { pauseMs, ...outcome }: DeliveryOutcome,
  ): Promise<DeliveryProgress | undefined> {
    const stored = this.storedEvent(event.id);
    if (stored?.lease?.token !== lease) return undefined;
    stored.progress = { ...outcome, ...(pauseMs !== undefined && { nextAttemptAt: this.afterMs(pauseMs) }) };
    delete stored.lease;
    return stored.progress;
  }

  async redeliver(eventId: string): Promise<boolean> {
    const stored = this.storedEvent(eventId);
    if (!stored) return false;
    const { state, attempts, ...rest } = stored.progress;
    stored.progress = {
      ...rest,
      state: 'PENDING',
      attempts: state === 'PENDING' ? attempts : 0,
      nextAttemptAt: this.data.now(),
    };
    return true;
  }

  async find(eventId: string): Promise<Delivery | undefined> {
    const stored = this.storedEvent(eventId);
    return stored && deliveryOf(stored);
  }

  async list(state: DeliveryState, after: string | undefined, limit: number): Promise<Page<Delivery> | undefined> {
    const events = this.data.events.filter(({ progress }) => progress.state === state);
    return this.page(events, after, limit, deliveryOf);
  }

  async causedBy(communicationNumber: string): Promise<readonly CallbackEvent[]> {
    return this.data.events
      .map(({ event }) => event)
      .filter((event) => event.communicationNumber === communicationNumber);
  }

  async after(cursor: string | undefined, limit: number): Promise<Page<CallbackEvent> | undefined> {
    return this.page(this.data.events, cursor, limit, ({ event }) => event);
  }

  private page<Item>(
    events: readonly StoredEvent[],
    after: string | undefined,
    limit: number,
    itemOf: (stored: StoredEvent) => Item,
  ): Page<Item> | undefined {
    const last = this.data.lastPosition;
    const page = pageAfter(events, { after, limit, last, sequenceOf: ({ position }) => position });
    return page && { ...page, items: page.items.map(itemOf) };
  }

  private afterMs(ms: number): Date {
    return new Date(this.data.now().getTime() + ms);
  }

  private storedEvent(eventId: string): StoredEvent | undefined {
    return this.data.events.find(({ event }) => event.id === eventId);
  }
}

const deliveryOf = ({ event, progress }: StoredEvent): Delivery => ({ event, ...progress });

const claimOf = (
  { event, requester, progress: { attempts, lastOutcome } }: StoredEvent,
  lease: string,
): DeliveryClaim => ({
  event,
  attempts,
  lease,
  ...(requester !== undefined && { requester }),
  ...(lastOutcome && { lastOutcome }),
});

const laterOf = (a: Date | undefined, b: Date | undefined): Date | undefined => (a && b ? (a > b ? a : b) : (a ?? b));
