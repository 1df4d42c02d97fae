import type {
  CallbackEvent,
  Delivery,
  DeliveryProgress,
  DeliveryState,
  EventData,
  OutcomeCode,
} from '@aml-customer/application';
import { given } from '../database/row-values.js';

/** Times are read as milliseconds: how the driver reads a timestamp depends on who set it up. */
export const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** The columns of an event `e`, and of its delivery `d`. */
export const EVENT_COLUMNS = `e.id, e.type, e.communication_number as "communicationNumber", e.subject, ${ms('e.time')} as time, e.data::text as data`;
export const PROGRESS_COLUMNS = `d.state, d.attempts, case d.state when 'PENDING' then ${ms('d.next_attempt_at')} end as "nextAttemptAt", d.last_outcome as "lastOutcome"`;

export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly communicationNumber: string | null;
  readonly subject: string;
  readonly time: number;
  readonly data: string;
}

export interface ProgressRow {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly lastOutcome: OutcomeCode | null;
}

export const eventOf = ({ id, type, communicationNumber, subject, time, data }: EventRow): CallbackEvent => ({
  id,
  type,
  ...given({ communicationNumber }),
  subject,
  time: new Date(time),
  data: JSON.parse(data) as EventData,
});

const progressOf = ({ state, attempts, nextAttemptAt, lastOutcome }: ProgressRow): DeliveryProgress => ({
  state,
  attempts,
  ...(nextAttemptAt !== null && { nextAttemptAt: new Date(nextAttemptAt) }),
  ...given({ lastOutcome }),
});

export const deliveryOf = (row: EventRow & ProgressRow): Delivery => ({ event: eventOf(row), ...progressOf(row) });

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id to look for, or null, which nothing has: the server would refuse another text. */
export const uuidOf = (id: string): string | null => (UUID.test(id) ? id : null);
