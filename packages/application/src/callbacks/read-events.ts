import { sourceOf, type CallbackEvent, type EventData } from './event.js';
import type { Deliveries, Delivery, DeliveryState, EventLog, DeliveryProgress } from './ports.js';

/** An event for polling; source and subject are not percent-encoded (docs/contract/callbacks.md, "Form"). */
export interface EventView {
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly data: EventData;
  readonly id: string;
  readonly time: string;
}

/** The answer of the polling call. */
export interface PolledEvents {
  readonly events: readonly EventView[];
  readonly errors: readonly never[];
}

/** A page of the feed; the cursor requests the next page and is absent if no event was ever written. */
export interface Feed {
  readonly events: readonly EventView[];
  readonly cursor?: string;
}

/** The state of a delivery, without the event's data. */
export interface DeliveryView extends Omit<EventView, 'data'>, Omit<DeliveryProgress, 'nextAttemptAt'> {
  readonly nextAttemptAt?: string;
}

/** Reads events by message and as a feed, and deliveries by state. */
export class ReadEvents {
  constructor(private readonly uses: { readonly events: EventLog; readonly deliveries: Deliveries }) {}

  /** The events of a message in order; empty for an unknown number (docs/contract/callbacks.md, "Polling instead"). */
  async polled(communicationNumber: string): Promise<PolledEvents> {
    return { events: (await this.uses.events.causedBy(communicationNumber)).map(viewOf), errors: [] };
  }

  /** All events in a stable order; undefined if `after` is not the cursor of an earlier page. */
  async feed(after: string | undefined, limit: number): Promise<Feed | undefined> {
    const page = await this.uses.events.after(after, limit);
    if (!page) return undefined;
    const { items, ...next } = page;
    return { events: items.map(viewOf), ...next };
  }

  /** The deliveries in a state; undefined if `after` is not the cursor of an earlier page. */
  async deliveries(
    state: DeliveryState,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly deliveries: readonly DeliveryView[]; readonly cursor?: string } | undefined> {
    const page = await this.uses.deliveries.list(state, after, limit);
    if (!page) return undefined;
    const { items, ...next } = page;
    return { deliveries: items.map(deliveryOf), ...next };
  }
}

const viewOf = (event: CallbackEvent): EventView => ({
  type: event.type,
  source: sourceOf(event),
  subject: event.subject,
  data: event.data,
  id: event.id,
  time: event.time.toISOString(),
});

function deliveryOf({ event, nextAttemptAt, ...progress }: Delivery): DeliveryView {
  const { data: _, ...view } = viewOf(event);
  return { ...view, ...progress, ...(nextAttemptAt && { nextAttemptAt: nextAttemptAt.toISOString() }) };
}
