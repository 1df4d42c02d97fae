import { MemoryAssessments, MemoryClassifiers, MemoryCustomerExport, MemoryCustomers } from '@aml-customer/application';
import { startingClassifiers } from '@aml-customer/reference-data';
import { assessmentsContract } from './assessments-contract.js';
import { classifiersContract } from './classifiers-contract.js';
import { customerExportContract } from './customer-export-contract.js';
import { customersContract } from './customers-contract.js';

const nothingToLeave = async (): Promise<void> => {};

customersContract('The memory', async () => {
  let milliseconds = Date.UTC(2026, 0, 5);
  const customers = new MemoryCustomers(() => new Date(milliseconds++));
  return { customers, followUps: customers, tearDown: nothingToLeave };
});

classifiersContract('The memory', async () => ({
  classifiers: new MemoryClassifiers(startingClassifiers()),
  tearDown: nothingToLeave,
}));

assessmentsContract('The memory', async () => {
  const assessments = new MemoryAssessments();
  let ids = 0;
  const queue = async (customerExtId: string) => {
    const [id, now] = [String(++ids), new Date()];
    assessments.queue({
      assessment: {
        id,
        state: 'QUEUED',
        customerExtId,
        version: 1,
        communicationNumber: id,
        createdAt: now,
        lead: false,
      },
      customerStatus: 'PENDING',
      riskLevel: 'NONE',
      flags: { pep: true },
      customerUpdatedAt: now,
      body: '{}',
    });
    return id;
  };
  return { assessments, queue, tearDown: nothingToLeave };
});

customerExportContract('The memory', async () => {
  const customers = new MemoryCustomers(() => new Date());
  return { customers, customerExport: new MemoryCustomerExport(customers), tearDown: nothingToLeave };
});
