export * from './event.js';
export type * from './ports.js';
export { CallbackEvents, EVENT_PREFIXES, type EventCause, type EventPrefixes, type ScreeningResult } from './events.js';
export { retryAt, RETRY_PAUSES, type RetryJitter } from './retry-schedule.js';
export { BUSY_MS, DeliverCallbacks, LEASE_MS, type DeliveryStep, type DeliveryDependencies } from './deliver-callbacks.js';
export { ReadEvents, type DeliveryView, type EventView, type Feed, type PolledEvents } from './read-events.js';
export { MemoryCallbacks, type Belonging } from './memory/callbacks.memory.js';
