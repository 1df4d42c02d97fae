import { Semaphore, type AssessCustomer, type DeliverCallbacks, type DeliveryReport } from '@aml-customer/application';
import type { Task } from 'graphile-worker';

/** How often one job claims callbacks of one customer before it yields to other customers. */
const CLAIMS_PER_JOB = 5;

/** Customers of a job whose callbacks are claimed together. */
const CUSTOMERS_PER_CLAIM = 16;

/**
 * Assesses the customers that a job names concurrently, so that they share statements. If one of several fails, it is
 * reported and queued again in a separate job, so that it neither delays the others nor uses up their attempts. If the
 * job names a single assessment, the job itself fails and the queue retries it.
 */
export const assessTask =
  (assess: Pick<AssessCustomer, 'assess'>, onFailure: (assessmentId: string, failure: unknown) => void): Task =>
  async (payload, { addJob }) => {
    const ids = assessmentsOf(payload as AssessPayload);
    const failures: { readonly id: string; readonly error: unknown }[] = [];
    await Promise.all(ids.map((id) => assess.assess(id).catch((error: unknown) => failures.push({ id, error }))));
    if (ids.length === 1) for (const { error } of failures) throw error;
    for (const { id, error } of failures) onFailure(id, error);
    for (const { id } of failures) await addJob('assess-customer', { id }, { jobKey: `assess:${id}` });
  };

/** The database may have written an id as a number; earlier releases queued one job per assessment. */
export type AssessPayload = { readonly id: string | number } | { readonly ids: readonly (string | number)[] };

/** The assessments that a job names. */
export const assessmentsOf = (payload: AssessPayload): readonly string[] =>
  ('ids' in payload ? payload.ids : [payload.id]).map(String);

/** The dependencies of {@link deliverTask}. */
export interface DeliverTaskParts {
  readonly deliver: Pick<DeliverCallbacks, 'deliverNext'>;
  /** Queues a job that continues with the callbacks of a customer. */
  readonly queueLine: (customer: string, at: Date | 'now') => Promise<void>;
  /** Called with the outcome of each attempt. */
  readonly onDelivery: (delivery: DeliveryReport) => void;
  /** Customers that all jobs together handle concurrently; each has one attempt at a time. */
  readonly concurrency: number;
}

/**
 * Delivers the callbacks of the customers that a job names, in order per customer, and queues a job for
 * those that are due later. Customers are handled concurrently, so that a receiver that hangs does not delay the
 * others; they start in groups, so that their claims share a statement. If one fails, the queue retries the job, which
 * then skips the delivered callbacks.
 */
export function deliverTask({ deliver, queueLine, onDelivery, concurrency }: DeliverTaskParts): Task {
  const semaphore = new Semaphore(concurrency);
  const groupSize = Math.min(CUSTOMERS_PER_CLAIM, concurrency);
  const deliverLine = async (customer: string): Promise<void> => {
    for (let claims = 0; claims < CLAIMS_PER_JOB; claims++) {
      const { checkAgain: next, deliveries } = await deliver.deliverNext(customer);
      deliveries.forEach(onDelivery);
      if (next === 'never') return;
      if (next !== 'now') return queueLine(customer, next);
    }
    await queueLine(customer, 'now');
  };
  const deliverGroup = async (customers: readonly string[]) => {
    await semaphore.acquire(customers.length);
    return Promise.allSettled(customers.map((customer) => deliverLine(customer).finally(() => semaphore.release())));
  };
  return async (payload) => {
    const customers = [...new Set(customersOf(payload as DeliverPayload))];
    const groups = Array.from({ length: Math.ceil(customers.length / groupSize) }, (_, i) =>
      customers.slice(i * groupSize, (i + 1) * groupSize),
    );
    for (const result of (await Promise.all(groups.map(deliverGroup))).flat())
      if (result.status === 'rejected') throw result.reason;
  };
}

/** Lines that become due together share a job; a line that waits for a retry has a separate one. */
type DeliverPayload = { readonly customer: string | number } | { readonly customers: readonly (string | number)[] };

const customersOf = (payload: DeliverPayload): readonly string[] =>
  ('customers' in payload ? payload.customers : [payload.customer]).map(String);
