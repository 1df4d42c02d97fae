import {
  activateTestModel,
  activationContract,
  assessOnAcceptanceContract,
  assessmentsContract,
  beforeMessageContract,
  callbacksContract,
  classifiersContract,
  configurationLogContract,
  customerErasureContract,
  customerExportContract,
  customersContract,
  firstProgressContract,
  updateConsequencesContract,
} from '@aml-customer/testing';
import { writeEvent } from '../test/events.js';
import { creation, sql } from '../test/support.js';
import { openPostgres, type PostgresOptions } from './open.js';
import { openTestDatabase } from './testing.js';

/** Secrets in clear: the contracts are not about encryption. */
const OPEN_BOX = { seal: (secret: string) => secret, open: (sealed: string) => sealed };

async function setUpEmpty(options: Pick<PostgresOptions, 'hasDefaultReceiver'> = {}) {
  const database = await openTestDatabase();
  const postgres = await openPostgres({ url: database.url, pool: { max: 24 }, ...options });
  const pool = postgres.openQueuePool(2);
  const keyOf = async (extId: string) =>
    (await pool.query<{ id: string }>('select id from aml_customer.customer where ext_id = $1', [extId])).rows[0]?.id ??
    '';
  const tearDown = async () => {
    await pool.end();
    await postgres.close();
    await database.drop();
  };
  return {
    ...postgres,
    url: database.url,
    receivers: postgres.receivers(OPEN_BOX),
    customerKey: keyOf,
    tearDown,
  };
}

const setUp: typeof setUpEmpty = async (options) => {
  const postgres = await setUpEmpty(options);
  await activateTestModel(postgres.riskModels);
  return postgres;
};

customersContract('PostgreSQL', setUp);
configurationLogContract('PostgreSQL', async () => {
  const postgres = await setUpEmpty();
  await postgres.classifiers.start([]);
  return postgres;
});
assessmentsContract('PostgreSQL', setUp);
beforeMessageContract('PostgreSQL', setUp);
assessOnAcceptanceContract('PostgreSQL', setUp);
activationContract('PostgreSQL', setUp);
customerExportContract('PostgreSQL', setUp);
customerErasureContract('PostgreSQL', setUp);
updateConsequencesContract('PostgreSQL', setUp);
firstProgressContract('PostgreSQL', () => setUp({ hasDefaultReceiver: false }));

classifiersContract('PostgreSQL', async () => {
  const { classifiers, tearDown } = await setUp();
  await classifiers.start([{ classifier: 'country', code: 'LT', name: 'Lithuania' }]);
  return { classifiers, tearDown };
});

const ADVANCE = `
  update aml_customer.delivery
  set next_attempt_at = next_attempt_at - $2 * interval '1 second', leased_until = leased_until - $2 * interval '1 second'
  where customer_id = $1`;

callbacksContract('PostgreSQL', async () => {
  const postgres = await setUp();
  const { url, customers, customerKey } = postgres;
  return {
    ...postgres,
    append: (event, routing) => writeEvent(url, event, routing),
    customer: async (name) => {
      await customers.store(creation({ number: name, customer: { extId: name } }), '{}');
      return customerKey(name);
    },
    advance: async (customer, seconds) => void (await sql(url, ADVANCE, [customer, seconds])),
  };
});
