import { Semaphore, type AssessCustomer, type DeliverCallbacks, type DeliveryReport } from '@aml-customer/application';
import type { Task } from 'graphile-worker';

/** Attempts that one job makes at one customer's callbacks before it yields to other customers. */
const ATTEMPTS_PER_JOB = 20;

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
  /** Concurrent attempts in all jobs together. */
  readonly concurrency: number;
}

/**
 * Delivers the callbacks of the customers that a job names, in order per customer, and queues a job for
 * those that are due later. Customers are handled concurrently, so that a receiver that hangs does not delay the
 * others. If one fails, the queue retries the job, which then skips the delivered callbacks.
 */
export function deliverTask({ deliver, queueLine, onDelivery, concurrency }: DeliverTaskParts): Task {
  const semaphore = new Semaphore(concurrency);
  const deliverLine = async (customer: string): Promise<void> => {
    for (let attempts = 0; attempts < ATTEMPTS_PER_JOB; attempts++) {
      const { checkAgain: next, delivery } = await semaphore.run(() => deliver.deliverNext(customer));
      if (delivery) onDelivery(delivery);
      if (next === 'never') return;
      if (next !== 'now') return queueLine(customer, next);
    }
    await queueLine(customer, 'now');
  };
  return async (payload) => {
    const results = await Promise.allSettled(customersOf(payload as DeliverPayload).map(deliverLine));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  };
}

/** Lines that become due together share a job; a line that waits for a retry has a separate one. */
type DeliverPayload = { readonly customer: string | number } | { readonly customers: readonly (string | number)[] };

const customersOf = (payload: DeliverPayload): readonly string[] =>
  ('customers' in payload ? payload.customers : [payload.customer]).map(String);
