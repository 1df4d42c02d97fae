import {
  assessmentsContract,
  classifiersContract,
  customerExportContract,
  customersContract,
  toCreate,
} from '@aml-customer/testing';
import { openPostgres } from './open.js';
import { openTestDatabase } from './testing.js';

async function emptyPostgres() {
  const database = await openTestDatabase();
  const postgres = await openPostgres({ url: database.url, pool: { max: 24 } });
  const tearDown = async () => {
    await postgres.close();
    await database.drop();
  };
  return { ...postgres, tearDown };
}

customersContract('PostgreSQL', emptyPostgres);

customerExportContract('PostgreSQL', emptyPostgres);

classifiersContract('PostgreSQL', async () => {
  const { classifiers, tearDown } = await emptyPostgres();
  await classifiers.start([{ classifier: 'country', code: 'LT', name: 'Lithuania' }]);
  return { classifiers, tearDown };
});

assessmentsContract('PostgreSQL', async () => {
  const { assessments, customers, tearDown } = await emptyPostgres();
  const queue = async (extId: string) => {
    await customers.store(
      toCreate({
        number: extId,
        extId,
        customer: { status: 'PENDING', flags: { pep: true } },
        follow: { assessment: true },
      }),
      '{}',
    );
    return (await assessments.ofCustomer(extId))?.[0]?.id ?? '';
  };
  return { assessments, queue, tearDown };
});
