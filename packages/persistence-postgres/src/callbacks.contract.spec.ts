import { MemoryCallbacks } from '@aml-customer/application';
import { callbacksContract } from '../test/callbacks-contract.js';
import { customerKey, writeEvent } from '../test/events.js';
import { creation } from '../test/support.js';
import { openPostgres } from './open.js';
import { openTestDatabase } from './testing.js';

callbacksContract('The memory', async () => {
  const callbacks = new MemoryCallbacks();
  return {
    deliveries: callbacks, eventLog: callbacks, append: async (event, belonging) => callbacks.append(event, belonging), customer: async (name) => name,
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
    tearDown: async () => {
      await postgres.close();
      await database.drop();
    },
  };
});
