import { MemoryStore, type EventRouting, type StoredEvent } from '../memory/memory-store.js';
import { pageAfter } from '../memory/page-after.js';
import type { Page } from '../page.js';
import type { CallbackEvent } from './event.js';
import type {
  ClaimedQueue,
  ClaimLimits,
  Deliveries,
  Delivery,
  DeliveryOutcome,
  DeliveryProgress,
  DeliveryState,
  DueDelivery,
  EventLog,
  QueueClaim,
  RecordedOutcomes,
} from './ports.js';

/** Events and their deliveries in memory, for tests and for programs that need no database. */
export class MemoryCallbacks implements Deliveries, EventLog {
  private leases = 0;

  constructor(private readonly data = new MemoryStore()) {}

  /** Writes an event, as the transaction of its cause would. */
  append(event: CallbackEvent, routing: EventRouting): void {
    this.data.append(event, routing);
  }

  async claim(customer: string, limits: ClaimLimits): Promise<ClaimedQueue> {
    const pending = this.pendingOf(customer).slice(0, limits.deliveries);
    const [head] = pending;
    if (!head) return { kind: 'none' };
    const time = notBefore(head);
    if (time && time > this.data.now()) return { kind: 'not-before', time };
    const firstLater = pending.findIndex((stored) => (notBefore(stored) ?? this.data.now()) > this.data.now());
    head.lease = { token: String(++this.leases), until: this.afterMs(limits.leaseMs) };
    const [first, ...others] = (firstLater < 0 ? pending : pending.slice(0, firstLater)).map(dueDeliveryOf);
    return { kind: 'claimed', claim: { customer, deliveries: [first!, ...others], lease: head.lease.token } };
  }

  async record(
    { customer, deliveries, lease }: QueueClaim,
    outcomes: readonly DeliveryOutcome[],
  ): Promise<RecordedOutcomes | undefined> {
    const head = this.storedEvent(deliveries[0].key);
    if (head?.lease?.token !== lease) return undefined;
    delete head.lease;
    const progress = outcomes.map((outcome, i) => this.settle(deliveries[i]!.key, outcome));
    const last = this.storedEvent(deliveries[outcomes.length - 1]!.key)!;
    return { progress, hasMore: this.pendingOf(customer).some(({ position }) => position > last.position) };
  }

  private settle(key: string, { pauseMs, ...outcome }: DeliveryOutcome): DeliveryProgress {
    const progress = { ...outcome, ...(pauseMs !== undefined && { nextAttemptAt: this.afterMs(pauseMs) }) };
    this.storedEvent(key)!.progress = progress;
    return progress;
  }

  private pendingOf(customer: string): readonly StoredEvent[] {
    return this.data.events.filter((stored) => stored.customer === customer && stored.progress.state === 'PENDING');
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

const dueDeliveryOf = ({ event, requester, progress: { attempts, lastOutcome } }: StoredEvent): DueDelivery => ({
  key: event.id,
  event,
  attempts,
  ...(requester !== undefined && { requester }),
  ...(lastOutcome && { lastOutcome }),
});

const notBefore = ({ progress, lease }: StoredEvent): Date | undefined => laterOf(progress.nextAttemptAt, lease?.until);

const laterOf = (a: Date | undefined, b: Date | undefined): Date | undefined => (a && b ? (a > b ? a : b) : (a ?? b));
