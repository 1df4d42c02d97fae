export * from './event.js';
export { CallbackEvents, EVENT_PREFIXES, type EventCause, type EventPrefixes, type ScreeningResult } from './events.js';
export { retryAt, RETRY_PAUSES, type RetryJitter } from './retry-schedule.js';
export { ReadEvents, type DeliveryView, type EventView, type Feed, type PolledEvents } from './read-events.js';
