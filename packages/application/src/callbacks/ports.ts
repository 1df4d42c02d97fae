import type { CallbackEvent } from './event.js';

/** What became of an attempt, as a short code that names no person and quotes no receiver. */
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

/** PENDING: to be attempted, or under way. FAILED: finally, until somebody asks to send it again. */
export type DeliveryState = 'PENDING' | 'DELIVERED' | 'FAILED';

/** How far an event got. */
export interface DeliveryProgress {
  readonly state: DeliveryState;
  /** How many attempts were made since it was written, or since it was asked for again. */
  readonly attempts: number;
  /** While PENDING: not before this. */
  readonly nextAttemptAt?: Date;
  /** Of the latest attempt. */
  readonly lastOutcome?: OutcomeCode;
}

/** One event on its way out. */
export interface Delivery extends DeliveryProgress {
  readonly event: CallbackEvent;
}

/**
 * What became of an attempt, as it is written down: how far the event got, and while it stays PENDING, how long to
 * wait.
 */
export interface DeliveryOutcome extends Pick<DeliveryProgress, 'state' | 'attempts' | 'lastOutcome'> {
  /** In ms, from the moment of writing. */
  readonly pauseMs?: number;
}

/** The right to attempt an event, for as long as the lease lasts. */
export interface DeliveryClaim {
  readonly event: CallbackEvent;
  /** The system that sent the message which caused it. */
  readonly requester?: string;
  /** Attempts made before this one. */
  readonly attempts: number;
  /** Of the attempt before this one. */
  readonly lastOutcome?: OutcomeCode;
  /** Proves the claim; another one for every claim, also of the same event. */
  readonly lease: string;
}

/** The head of a customer's line, claimed; or when it may be asked for again; or there is no line. */
export type ClaimedDelivery =
  | { readonly kind: 'claimed'; readonly claim: DeliveryClaim }
  | { readonly kind: 'not-before'; readonly time: Date }
  | { readonly kind: 'none' };

/** A part of a list, and where the next one begins; no cursor: the list is empty so far. */
export interface CallbackPage<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/**
 * The deliveries: one an event, made in the transaction that writes the event: PENDING and due at once, or FAILED where
 * the store knows that nobody is called. `customer` is the key by which the store orders them. A line is the PENDING
 * deliveries of one customer, in the order of their events; only its head is ever claimed, so whatever is earlier is
 * DELIVERED or FAILED. What is due and what is leased is judged by the store's clock alone, since workers on several
 * machines have several; all times are of that clock. Every method rejects only when the adapter itself fails.
 */
export interface Deliveries {
  /**
   * Claims the head of the customer's line for a time in ms, atomically among racing workers, where it is due and no
   * lease of it lasts. Otherwise says when that will be: the later of its next attempt and the end of its lease.
   */
  claimNext(customer: string, leaseMs: number): Promise<ClaimedDelivery>;
  /**
   * Writes down how far the event got and ends the lease; undefined, and nothing is written, where another claim was
   * made since.
   */
  record(claim: DeliveryClaim, outcome: DeliveryOutcome): Promise<DeliveryProgress | undefined>;
  /**
   * Sends an event again: DELIVERED or FAILED becomes PENDING with no attempts, in its old place in the line; PENDING
   * keeps its attempts. Either way it is due at once, and the customer's job is queued with it. False: there is no such
   * event.
   */
  redeliver(eventId: string): Promise<boolean>;
  /** How far one event got; undefined where there is no such event. */
  find(eventId: string): Promise<Delivery | undefined>;
  /** The deliveries in a state, in the order of the feed; undefined where the cursor is none that was given out. */
  list(state: DeliveryState, after: string | undefined, limit: number): Promise<CallbackPage<Delivery> | undefined>;
}

/** What was written, for those who ask instead of being called. */
export interface EventLog {
  /**
   * The events of a message by its communication number, in the order in which they happened; an unknown number has
   * none.
   */
  causedBy(communicationNumber: string): Promise<readonly CallbackEvent[]>;
  /**
   * All events, the oldest first, beginning after the cursor. The order is stable for readers: an event that commits
   * late never shows up before a cursor that was given out. The cursor of an empty page is the one that was asked with.
   * Undefined: no such cursor.
   */
  after(cursor: string | undefined, limit: number): Promise<CallbackPage<CallbackEvent> | undefined>;
}

/** binary: attributes are headers, the body is the data. structured: the whole event is the signed body. */
export type CallbackMode = 'binary' | 'structured';

/**
 * Where callbacks go. Both secrets sign while one replaces the other; each is base64 of 24 to 64 bytes, with or without
 * `whsec_`.
 */
export interface Receiver {
  readonly url: string;
  readonly mode: CallbackMode;
  readonly secrets: readonly [current: string, previous?: string];
}

/** Who is told about what a requester sent; undefined where nobody is. */
export interface Receivers {
  of(requester: string | undefined): Promise<Receiver | undefined>;
}

/** A receiver as it is kept; without secrets where those that are kept do not open, see {@link SecretBox}. */
export interface KeptReceiver extends Omit<Receiver, 'secrets'> {
  readonly secrets?: Receiver['secrets'];
}

/** The receivers of single requesters. Secrets are stored sealed, see {@link SecretBox}. */
export interface ReceiverStore {
  find(requester: string): Promise<KeptReceiver | undefined>;
  /**
   * Stores what `change` makes of the receiver there is, and returns it, as one step among racing callers; undefined
   * stores nothing.
   */
  change(
    requester: string,
    change: (stored: KeptReceiver | undefined) => Receiver | undefined,
  ): Promise<Receiver | undefined>;
  /** Whether there was one to remove. */
  remove(requester: string): Promise<boolean>;
}

/** Keeps receiver secrets at rest: what is sealed for one requester opens for no other, and under no other key. */
export interface SecretBox {
  seal(secret: string, requester: string): string;
  /** Undefined where it does not open. */
  open(sealed: string, requester: string): string | undefined;
}

/** What became of one attempt. */
export interface CallbackAttempt {
  readonly delivered: boolean;
  readonly outcome: OutcomeCode;
}

/** Sends one event once, signed at `now`; failures of the receiver or the way to it are outcomes, never exceptions. */
export interface CallbackSender {
  /**
   * Settles soon after the deadline is aborted, whatever the attempt was waiting for: with `timeout`, where no status
   * was there.
   */
  send(event: CallbackEvent, receiver: Receiver, now: Date, deadline: AbortSignal): Promise<CallbackAttempt>;
}
