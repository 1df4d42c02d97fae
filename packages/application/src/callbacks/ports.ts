import type { Page } from '../page.js';
import type { CallbackEvent } from './event.js';

/** The outcome of an attempt, as a short code without personal data or text of the receiver. */
export type OutcomeCode =
  | `status-${number}`
  | 'timeout'
  | 'refused-target'
  | 'dns'
  | 'connection-refused'
  | 'connection-reset'
  | 'unreachable'
  | 'tls'
  | 'bad-response'
  | 'no-receiver'
  | 'internal-error';

/** PENDING: to be attempted, or in progress. FAILED: final, unless an operator sends it again. */
export type DeliveryState = 'PENDING' | 'DELIVERED' | 'FAILED';

/** The progress of a delivery. */
export interface DeliveryProgress {
  readonly state: DeliveryState;
  /** The number of attempts since the event was written or sent again. */
  readonly attempts: number;
  /** While PENDING: the earliest time of the next attempt. */
  readonly nextAttemptAt?: Date;
  /** Of the latest attempt. */
  readonly lastOutcome?: OutcomeCode;
}

/** The delivery of one event. */
export interface Delivery extends DeliveryProgress {
  readonly event: CallbackEvent;
}

/** The outcome of an attempt to record. */
export interface DeliveryOutcome extends Pick<DeliveryProgress, 'state' | 'attempts' | 'lastOutcome'> {
  /** While PENDING: the pause in ms, from the time of recording. */
  readonly pauseMs?: number;
}

/** A delivery to attempt. */
export interface DueDelivery {
  /** The store's key of the delivery. */
  readonly key: string;
  readonly event: CallbackEvent;
  /** The system that sent the message that caused the event. */
  readonly requester?: string;
  /** The number of attempts before this one. */
  readonly attempts: number;
  /** The outcome of the previous attempt. */
  readonly lastOutcome?: OutcomeCode;
}

/** The exclusive right to attempt the first deliveries of a customer's queue, in their order, while the lease lasts. */
export interface QueueClaim {
  readonly customer: string;
  readonly deliveries: readonly [DueDelivery, ...DueDelivery[]];
  /** Identifies the claim; every claim has a new one, also for the same deliveries. */
  readonly lease: string;
}

/** The first pending deliveries of a customer, claimed; or when they can be claimed; or none: no event is pending. */
export type ClaimedQueue =
  | { readonly kind: 'claimed'; readonly claim: QueueClaim }
  | { readonly kind: 'not-before'; readonly time: Date }
  | { readonly kind: 'none' };

/** How many deliveries to claim at most, and for how many ms. */
export interface ClaimLimits {
  readonly deliveries: number;
  readonly leaseMs: number;
}

/** The recorded outcomes of a claim. */
export interface RecordedOutcomes {
  /** Of the attempted deliveries, in their order. */
  readonly progress: readonly DeliveryProgress[];
  /** Whether the customer has pending deliveries after these. One that is written at this moment may be missing. */
  readonly hasMore: boolean;
}

/**
 * The deliveries, one per event, written in the transaction of the event (`firstProgress`). `customer` is the store's
 * key of a customer. A customer's queue is its PENDING deliveries in the order of their events; only the first ones can
 * be claimed, so all earlier ones are final. All times are by the store's clock, since workers on several machines have
 * different ones. Methods reject only if the adapter fails.
 */
export interface Deliveries {
  /**
   * Claims the first deliveries of the customer's queue, atomically among concurrent workers, if the first one is due
   * and not leased. The claim ends before a delivery that is not due or is leased. If the first one is not available,
   * returns when that will be: the later of its next attempt and the end of its lease.
   */
  claim(customer: string, limits: ClaimLimits): Promise<ClaimedQueue>;
  /**
   * Records the outcomes of the first deliveries of the claim, at least one, and ends its lease. Undefined, and nothing
   * is recorded, if the claim was replaced since.
   */
  record(claim: QueueClaim, outcomes: readonly DeliveryOutcome[]): Promise<RecordedOutcomes | undefined>;
  /**
   * Sends an event again: DELIVERED or FAILED becomes PENDING with no attempts, in its old place in the queue; PENDING
   * keeps its attempts. It is due immediately. False if the event does not exist.
   */
  redeliver(eventId: string): Promise<boolean>;
  /** The delivery of an event; undefined if it does not exist. */
  find(eventId: string): Promise<Delivery | undefined>;
  /** The deliveries in a state, in feed order; undefined if `after` is not the cursor of an earlier page. */
  list(state: DeliveryState, after: string | undefined, limit: number): Promise<Page<Delivery> | undefined>;
}

/** The written events, for polling. */
export interface EventLog {
  /** The events of a message in order; empty for an unknown number. */
  causedBy(communicationNumber: string): Promise<readonly CallbackEvent[]>;
  /**
   * All events after the cursor, oldest first. The order is stable: an event that commits late never appears before a
   * cursor that was returned. An empty page returns the cursor of the request. Undefined if the cursor is not one of an
   * earlier page.
   */
  after(cursor: string | undefined, limit: number): Promise<Page<CallbackEvent> | undefined>;
}

/** binary: attributes are headers, the body is the data. structured: the whole event is the signed body. */
export type CallbackMode = 'binary' | 'structured';

/**
 * The target of callbacks. During a rotation both secrets sign; each is base64 of 24 to 64 bytes, with or without
 * `whsec_`.
 */
export interface Receiver {
  readonly url: string;
  readonly mode: CallbackMode;
  readonly secrets: readonly [current: string, previous?: string];
}

/** Finds the receiver of the events that a requester's messages cause; undefined if there is none. */
export interface Receivers {
  of(requester: string | undefined): Promise<Receiver | undefined>;
}

/** A stored receiver; without secrets if they cannot be opened, see {@link SecretBox}. */
export interface KeptReceiver extends Omit<Receiver, 'secrets'> {
  readonly secrets?: Receiver['secrets'];
}

/**
 * The receivers of single requesters. Secrets are stored sealed, see {@link SecretBox}. Each change is recorded with
 * the name of who made it.
 */
export interface ReceiverStore {
  find(requester: string): Promise<KeptReceiver | undefined>;
  /** Atomically replaces the receiver by the result of `change` and returns it; undefined leaves it unchanged. */
  change(
    requester: string,
    change: (stored: KeptReceiver | undefined) => Receiver | undefined,
    changedBy: string,
  ): Promise<Receiver | undefined>;
  /** False if there was none. */
  remove(requester: string, changedBy: string): Promise<boolean>;
}

/** Encrypts receiver secrets at rest: a sealed secret opens only for its requester and under its key. */
export interface SecretBox {
  seal(secret: string, requester: string): string;
  /** Undefined if it cannot be opened. */
  open(sealed: string, requester: string): string | undefined;
}

/** The outcome of one attempt. */
export interface CallbackAttempt {
  readonly delivered: boolean;
  readonly outcome: OutcomeCode;
  /** How long the receiver asks to wait, in ms; present if it answered 429 or 503 with a Retry-After. */
  readonly retryAfterMs?: number;
}

/** Sends one event once, signed at `now`. Failures of the receiver or the network are outcomes, not exceptions. */
export interface CallbackSender {
  /** Settles soon after the deadline is aborted, with `timeout` if no status was received. */
  send(event: CallbackEvent, receiver: Receiver, now: Date, deadline: AbortSignal): Promise<CallbackAttempt>;
}
