export * from './event.js';
export type * from './ports.js';
export { CallbackEvents, EVENT_PREFIXES, type EventCause, type EventPrefixes, type ScreeningResult } from './events.js';
export { pauseAfter, RETRY_PAUSES, type RetryJitter } from './retry-schedule.js';
export {
  ANSWER_MS,
  ATTEMPT_MS,
  BUSY_LIMIT_MS,
  BUSY_MS,
  CLAIM_MS,
  DELIVERIES_PER_CLAIM,
  DeliverCallbacks,
  LEASE_MS,
  START_MS,
  type DeliveryReport,
  type DeliveryStep,
  type DeliveryDependencies,
} from './deliver-callbacks.js';
export { ReadEvents, type DeliveryView, type EventView, type Feed, type PolledEvents } from './read-events.js';
export {
  ManageReceivers,
  OwnOrDefaultReceiver,
  UnreadableSecret,
  type ReceiverChange,
  type ReceiverView,
} from './manage-receivers.js';
export { secretProblem, urlProblem, type TargetProblem } from './receiver-settings.js';
export { firstProgress, type DeliverySituation } from './first-progress.js';
export { MemoryCallbacks } from './callbacks.memory.js';
export { MemoryReceivers } from './receivers.memory.js';
