import type {
  CallbackEvent,
  Delivery,
  DeliveryProgress,
  DeliveryState,
  EventData,
  OutcomeCode,
} from '@aml-customer/application';
import { ms, withoutNulls } from '../database/row-values.js';

/** The columns of an event `e`, for {@link eventOf}. */
export const EVENT_COLUMNS = `
  e.id, e.type, e.communication_number as "communicationNumber", e.subject, ${ms('e.time')} as time,
  e.data::text as data`;

/** The columns of a delivery `d`, for {@link deliveryOf}. */
export const PROGRESS_COLUMNS = `
  d.state, d.attempts, case d.state when 'PENDING' then ${ms('d.next_attempt_at')} end as "nextAttemptAt",
  d.last_outcome as "lastOutcome"`;

/** An event as {@link EVENT_COLUMNS} reads it. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly communicationNumber: string | null;
  readonly subject: string;
  readonly time: number;
  readonly data: string;
}

/** A delivery as {@link PROGRESS_COLUMNS} reads it. */
export interface ProgressRow {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly lastOutcome: OutcomeCode | null;
}

export const eventOf = ({ id, type, communicationNumber, subject, time, data }: EventRow): CallbackEvent => ({
  id,
  type,
  ...withoutNulls({ communicationNumber }),
  subject,
  time: new Date(time),
  data: JSON.parse(data) as EventData,
});

const progressOf = ({ state, attempts, nextAttemptAt, lastOutcome }: ProgressRow): DeliveryProgress => ({
  state,
  attempts,
  ...(nextAttemptAt !== null && { nextAttemptAt: new Date(nextAttemptAt) }),
  ...withoutNulls({ lastOutcome }),
});

export const deliveryOf = (row: EventRow & ProgressRow): Delivery => ({ event: eventOf(row), ...progressOf(row) });

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Returns the id as a value for a uuid column, or null if no stored id can match: the server would refuse it. */
export const uuidOf = (id: string): string | null => (UUID.test(id) ? id : null);
