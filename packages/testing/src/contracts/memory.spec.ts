import { MemoryClassifiers, MemoryCustomers } from '@aml-customer/application';
import { startingClassifiers } from '@aml-customer/reference-data';
import { classifiersContract } from './classifiers-contract.js';
import { customersContract } from './customers-contract.js';

const nothingToLeave = async (): Promise<void> => {};

customersContract('The memory', async () => {
  let milliseconds = Date.UTC(2026, 0, 5);
  const customers = new MemoryCustomers(() => new Date(milliseconds++));
  return { customers, followUps: customers, tearDown: nothingToLeave };
});

classifiersContract('The memory', async () => ({ classifiers: new MemoryClassifiers(startingClassifiers()), tearDown: nothingToLeave }));
