import type { DeliveryProgress } from './ports.js';

/** What is known about receivers, and about the customer's queue, when an event is written. */
export interface DeliverySituation {
  /** Whether the installation has a default receiver. */
  readonly hasDefaultReceiver: boolean;
  /** Whether any requester has its own receiver. */
  readonly hasOwnReceivers: boolean;
  /** Whether earlier events of the customer are still PENDING. */
  readonly hasPendingEvents: boolean;
}

/**
 * The state of a delivery when its event is written. If the installation has no receiver at all, the delivery is FAILED
 * (`no-receiver`) from the start, so that no worker picks it up. Behind PENDING events it stays PENDING: a customer's
 * events are settled in order.
 */
export const firstProgress = (
  { hasDefaultReceiver, hasOwnReceivers, hasPendingEvents }: DeliverySituation,
  now: Date,
): DeliveryProgress =>
  hasDefaultReceiver || hasOwnReceivers || hasPendingEvents
    ? { state: 'PENDING', attempts: 0, nextAttemptAt: now }
    : { state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' };
