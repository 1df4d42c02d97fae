import { MemoryCallbacks } from '@aml-customer/application';
import { callbacksContract } from '../../test/callbacks-contract.js';
import { customerKey, writeEvent } from '../../test/events.js';
import { creation, sql } from '../../test/support.js';
import { openPostgres } from '../open.js';
import { openTestDatabase } from '../testing.js';

callbacksContract('The memory', async () => {
  const clock = { ms: Date.now() };
  const callbacks = new MemoryCallbacks(() => new Date(clock.ms));
  return {
    deliveries: callbacks,
    eventLog: callbacks,
    append: async (event, belonging) => callbacks.append(event, belonging),
    customer: async (name) => name,
    pass: async (_, seconds) => {
      clock.ms += seconds * 1000;
    },
    tearDown: async () => {},
  };
});

callbacksContract('PostgreSQL', async () => {
  const database = await openTestDatabase();
  const postgres = await openPostgres({ url: database.url, pool: { max: 16 } });
  return {
    deliveries: postgres.deliveries,
    eventLog: postgres.eventLog,
    append: (event, belonging) => writeEvent(database.url, event, belonging),
    customer: async (name) => {
      await postgres.customers.store(creation({ number: name, customer: { extId: name } }), '{}');
      return customerKey(database.url, name);
    },
    pass: async (customer, seconds) =>
      void (await sql(
        database.url,
        `
      update aml_customer.delivery
      set next_attempt_at = next_attempt_at - $2 * interval '1 second',
      leased_until = leased_until - $2 * interval '1 second' where customer_id = $1`,
        [customer, seconds],
      )),
    tearDown: async () => {
      await postgres.close();
      await database.drop();
    },
  };
});
