import type { AssessCustomer, DeliverCallbacks } from '@aml-customer/application';
import type { Task } from 'graphile-worker';

/** How many attempts one job makes at one customer's line before it gives way to the lines of others. */
const ATTEMPTS_A_JOB = 20;

/** Assesses one queued customer; what fails is tried again by the queue. */
export const assessTask = (assess: Pick<AssessCustomer, 'assess'>): Task => async (payload) => {
  await assess.assess(String((payload as { id: string | number }).id)); // Where a job carries an id, the database may have written it as a number.
};

/** Works off one customer's line, and queues its next look at it. */
export const deliverTask = (deliver: Pick<DeliverCallbacks, 'deliverNext'>, comeBack: (customer: string, at: Date) => Promise<void>): Task => async (payload) => {
  const customer = String((payload as { customer: string | number }).customer);
  for (let attempts = 0; attempts < ATTEMPTS_A_JOB; attempts++) {
    const { comeBack: next } = await deliver.deliverNext(customer);
    if (next === 'never') return;
    if (next !== 'now') return comeBack(customer, next);
  }
  await comeBack(customer, new Date());
};
