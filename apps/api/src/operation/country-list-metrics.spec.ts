import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { CountryListMetrics } from './country-list-metrics.js';

const list = { list: 'eu-tax', title: 'EU tax list', date: '2026-02-17', validUntil: '2026-10-31', expired: true };

async function samplesOf(activeLists: () => Promise<readonly (typeof list)[]>): Promise<string[]> {
  const registry = new Registry();
  new CountryListMetrics({ activeLists }).register(registry);
  return (await registry.metrics()).split('\n').filter((line) => line.startsWith('aml_customer'));
}

test('the metric has 1 for an expired list and 0 for a valid one', async () => {
  expect(await samplesOf(async () => [list, { ...list, list: 'eu-high-risk', expired: false }])).toEqual([
    'aml_customer_country_list_expired{list="eu-tax"} 1',
    'aml_customer_country_list_expired{list="eu-high-risk"} 0',
  ]);
});

test('the metric is absent while the database does not answer', async () => {
  expect(await samplesOf(() => Promise.reject(new Error('The database is down')))).toEqual([]);
});
