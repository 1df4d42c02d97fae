import type { DeliveryReport } from '@aml-customer/application';
import type { Logger } from 'pino';
import type { DeliveryOutcome } from '../operation/delivery-metrics.js';

/**
 * Counts the outcome of each attempt and warns of failures. The log has the event's id and the receiver's host, and no
 * name of a person.
 */
export const reportDelivery =
  (log: Logger, count: (outcome: DeliveryOutcome) => void) =>
  (delivery: DeliveryReport): void => {
    const { eventId, receiverHost, lastOutcome: outcome, attempts: attempt } = delivery;
    const kind = outcomeOf(delivery);
    count(kind);
    if (kind === 'failed_attempt')
      log.warn({ eventId, receiverHost, outcome, attempt }, 'A callback was not delivered and will be tried again');
    if (kind === 'dead')
      log.warn(
        { eventId, receiverHost, outcome, attempt },
        'A callback was not delivered and will only be tried again on request',
      );
  };

function outcomeOf({ state, lastOutcome }: DeliveryReport): DeliveryOutcome {
  if (state === 'DELIVERED') return 'delivered';
  if (lastOutcome === 'no-receiver') return 'no_receiver';
  return state === 'FAILED' ? 'dead' : 'failed_attempt';
}
