import type { CallbackEvent } from './event.js';
import type {
  DeliveryClaim,
  ClaimedDelivery,
  Deliveries,
  Delivery,
  DeliveryOutcome,
  DeliveryState,
  EventLog,
  CallbackPage,
  DeliveryProgress,
} from './ports.js';

/** Who an event belongs to: the customer whose line it joins, and the system that sent the message. */
export interface Belonging {
  readonly customer: string;
  readonly requester?: string;
}

interface Entry extends Belonging {
  readonly event: CallbackEvent;
  progress: DeliveryProgress;
  lease?: { readonly token: string; readonly until: Date };
}

/**
 * Events and their deliveries in memory, for tests and for those who reuse the package; nothing survives the process.
 */
export class MemoryCallbacks implements Deliveries, EventLog {
  private readonly entries: Entry[] = [];
  private leases = 0;

  /** `now` is the store's clock. */
  constructor(private readonly now: () => Date = () => new Date()) {}

  /** Writes an event, to be delivered at once. */
  append(event: CallbackEvent, belonging: Belonging): void {
    this.entries.push({ event, ...belonging, progress: { state: 'PENDING', attempts: 0, nextAttemptAt: this.now() } });
  }

  async claimNext(customer: string, leaseMs: number): Promise<ClaimedDelivery> {
    const head = this.entries.find((entry) => entry.customer === customer && entry.progress.state === 'PENDING');
    if (!head) return { kind: 'none' };
    const time = laterOf(head.progress.nextAttemptAt, head.lease?.until);
    if (time && time > this.now()) return { kind: 'not-before', time };
    head.lease = { token: String(++this.leases), until: this.later(leaseMs) };
    return { kind: 'claimed', claim: claimOf(head, head.lease.token) };
  }

  async record(
    { event, lease }: DeliveryClaim,
    { pauseMs, ...reached }: DeliveryOutcome,
  ): Promise<DeliveryProgress | undefined> {
    const entry = this.entryOf(event.id);
    if (entry?.lease?.token !== lease) return undefined;
    entry.progress = { ...reached, ...(pauseMs !== undefined && { nextAttemptAt: this.later(pauseMs) }) };
    delete entry.lease;
    return entry.progress;
  }

  async redeliver(eventId: string): Promise<boolean> {
    const entry = this.entryOf(eventId);
    if (!entry) return false;
    const { state, attempts, ...rest } = entry.progress;
    entry.progress = {
      ...rest,
      state: 'PENDING',
      attempts: state === 'PENDING' ? attempts : 0,
      nextAttemptAt: this.now(),
    };
    return true;
  }

  async find(eventId: string): Promise<Delivery | undefined> {
    const entry = this.entryOf(eventId);
    return entry && deliveryOf(entry);
  }

  async list(
    state: DeliveryState,
    after: string | undefined,
    limit: number,
  ): Promise<CallbackPage<Delivery> | undefined> {
    return this.page(after, limit, ({ progress }) => progress.state === state, deliveryOf);
  }

  async causedBy(communicationNumber: string): Promise<readonly CallbackEvent[]> {
    return this.entries
      .filter(({ event }) => event.communicationNumber === communicationNumber)
      .map(({ event }) => event);
  }

  async after(cursor: string | undefined, limit: number): Promise<CallbackPage<CallbackEvent> | undefined> {
    return this.page(
      cursor,
      limit,
      () => true,
      ({ event }) => event,
    );
  }

  /** The cursor counts the entries that were passed. */
  private page<Item>(
    cursor: string | undefined,
    limit: number,
    wanted: (entry: Entry) => boolean,
    item: (entry: Entry) => Item,
  ): CallbackPage<Item> | undefined {
    const passed = Number(cursor ?? '0');
    if (!/^\d+$/.test(cursor ?? '0') || passed > this.entries.length) return undefined;
    const found = this.entries
      .map((entry, index) => ({ entry, next: String(index + 1) }))
      .slice(passed)
      .filter(({ entry }) => wanted(entry))
      .slice(0, limit);
    const next = found.at(-1)?.next ?? cursor;
    return { items: found.map(({ entry }) => item(entry)), ...(next !== undefined && { cursor: next }) };
  }

  private later(ms: number): Date {
    return new Date(this.now().getTime() + ms);
  }

  private entryOf(eventId: string): Entry | undefined {
    return this.entries.find(({ event }) => event.id === eventId);
  }
}

const deliveryOf = ({ event, progress }: Entry): Delivery => ({ event, ...progress });

const claimOf = ({ event, requester, progress: { attempts, lastOutcome } }: Entry, lease: string): DeliveryClaim => ({
  event,
  attempts,
  lease,
  ...(requester !== undefined && { requester }),
  ...(lastOutcome && { lastOutcome }),
});

const laterOf = (a: Date | undefined, b: Date | undefined): Date | undefined => (a && b ? (a > b ? a : b) : (a ?? b));
