import { expect, test } from '@jest/globals';
import type { DeliveryReport } from '@aml-customer/application';
import { createLog } from '../log/log.js';
import { reportDelivery } from './report-delivery.js';

const at = { eventId: 'e1', receiverHost: 'bank.example:8443' };

test.each<[string, DeliveryReport, string, object[]]>([
  [
    'that was delivered is counted',
    { ...at, state: 'DELIVERED', attempts: 1, lastOutcome: 'status-204' },
    'delivered',
    [],
  ],
  [
    'that will be retried causes a warning',
    { ...at, state: 'PENDING', attempts: 3, lastOutcome: 'status-500', nextAttemptAt: new Date() },
    'failed_attempt',
    [
      {
        level: 'warn',
        ...at,
        outcome: 'status-500',
        attempt: 3,
        msg: 'A callback was not delivered and will be tried again',
      },
    ],
  ],
  [
    'that will not be retried causes a warning',
    { ...at, state: 'FAILED', attempts: 12, lastOutcome: 'timeout' },
    'dead',
    [
      {
        level: 'warn',
        ...at,
        outcome: 'timeout',
        attempt: 12,
        msg: 'A callback was not delivered and will only be tried again on request',
      },
    ],
  ],
  [
    'without a receiver is counted',
    { eventId: 'e1', state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' },
    'no_receiver',
    [],
  ],
])('an event %s', (_, delivery, outcome, lines) => {
  const logged: Record<string, unknown>[] = [];
  const counted: string[] = [];
  reportDelivery(
    createLog('info', { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) }),
    (kind) => counted.push(kind),
  )(delivery);
  expect(counted).toEqual([outcome]);
  expect(logged.map(({ time: _time, ...line }) => line)).toEqual(lines);
});
