import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { StoringMetrics } from './storing-metrics.js';

test('messages that wait to be stored are counted at each scrape', async () => {
  let messages = 0;
  const registry = new Registry();
  new StoringMetrics({ pending: () => ({ messages: ++messages, characters: 1000 * messages }) }).register(registry);
  const shown = async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('aml_customer'));
  expect(await shown()).toEqual(['aml_customer_messages_held 1', 'aml_customer_messages_held_characters 2000']);
  expect(await shown()).toEqual(['aml_customer_messages_held 3', 'aml_customer_messages_held_characters 4000']);
});
