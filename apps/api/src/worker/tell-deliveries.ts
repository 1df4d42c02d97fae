import type { DeliveryReport } from '@aml-customer/application';
import type { Logger } from 'pino';
import type { DeliveryOutcome } from '../operation/delivery-metrics.js';

/**
 * Counts what became of each event, and warns of what did not arrive: by the event's id and the receiver's host, and
 * nobody's name.
 */
export const tellDeliveries =
  (log: Logger, count: (outcome: DeliveryOutcome) => void) =>
  (delivery: DeliveryReport): void => {
    const { eventId, receiverHost, lastOutcome: outcome, attempts: attempt } = delivery;
    const became = outcomeOf(delivery);
    count(became);
    if (became === 'failed_attempt')
      log.warn({ eventId, receiverHost, outcome, attempt }, 'A callback was not delivered and will be tried again');
    if (became === 'dead')
      log.warn(
        { eventId, receiverHost, outcome, attempt },
        'A callback was not delivered and will not be tried again unless it is asked for',
      );
  };

function outcomeOf({ state, lastOutcome }: DeliveryReport): DeliveryOutcome {
  if (state === 'DELIVERED') return 'delivered';
  if (lastOutcome === 'no-receiver') return 'no_receiver';
  return state === 'FAILED' ? 'dead' : 'failed_attempt';
}
