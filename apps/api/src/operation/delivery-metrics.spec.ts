import { expect, jest, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { DeliveryMetrics, type Backlog } from './delivery-metrics.js';

function watched(backlog: Backlog) {
  const metrics = new DeliveryMetrics(backlog);
  const registry = new Registry();
  metrics.register(registry);
  return {
    metrics,
    shown: async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('aml_customer')),
  };
}

const COUNTED = [
  'aml_customer_deliveries_total{outcome="delivered"} 2',
  'aml_customer_deliveries_total{outcome="failed_attempt"} 0',
  'aml_customer_deliveries_total{outcome="dead"} 1',
  'aml_customer_deliveries_total{outcome="no_receiver"} 0',
];

test('deliveries are counted by outcome, and pending ones queried at each scrape', async () => {
  let waiting = 0;
  const { metrics, shown } = watched({ waiting: async () => ++waiting, oldestDue: async () => 12.5 });
  for (const outcome of ['delivered', 'delivered', 'dead'] as const) metrics.count(outcome);
  await shown();
  expect(await shown()).toEqual([
    ...COUNTED,
    'aml_customer_deliveries_waiting 2',
    'aml_customer_oldest_due_delivery_seconds 12.5',
  ]);
});

test('while the database does not answer, other metrics are shown and no stale value', async () => {
  let works = true;
  const look = async () => {
    if (!works) throw new Error('The database is down');
    return 3;
  };
  const { metrics, shown } = watched({ waiting: look, oldestDue: look });
  for (const outcome of ['delivered', 'delivered', 'dead'] as const) metrics.count(outcome);
  await shown();
  works = false;
  expect(await shown()).toEqual(COUNTED);
});

test('a hanging database delays no scrape and gets one query only, whose late answer is shown', async () => {
  const answers: ((value: number) => void)[] = [];
  const look = jest.fn(() => new Promise<number>((resolve) => answers.push(resolve)));
  const { metrics, shown } = watched({ waiting: look, oldestDue: async () => 0 });
  for (const outcome of ['delivered', 'delivered', 'dead'] as const) metrics.count(outcome);
  const rest = [...COUNTED, 'aml_customer_oldest_due_delivery_seconds 0'];
  expect(await Promise.all([shown(), shown()])).toEqual([rest, rest]);
  const last = shown();
  answers[0]?.(7);
  expect(await last).toEqual([
    ...COUNTED,
    'aml_customer_deliveries_waiting 7',
    'aml_customer_oldest_due_delivery_seconds 0',
  ]);
  expect(look).toHaveBeenCalledTimes(1);
});
