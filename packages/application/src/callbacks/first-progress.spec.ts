import { expect, test } from '@jest/globals';
import { firstProgress } from './first-progress.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const nobody = { hasDefaultReceiver: false, hasOwnReceivers: false, hasPendingEvents: false };

test('without any receiver a delivery has failed from the start', () => {
  expect(firstProgress(nobody, now)).toEqual({ state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' });
});

test.each(['hasDefaultReceiver', 'hasOwnReceivers', 'hasPendingEvents'] as const)(
  'with %s a delivery is due immediately',
  (fact) => {
    expect(firstProgress({ ...nobody, [fact]: true }, now)).toEqual({
      state: 'PENDING',
      attempts: 0,
      nextAttemptAt: now,
    });
  },
);
