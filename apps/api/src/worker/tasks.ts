import { Semaphore, type AssessCustomer, type DeliverCallbacks, type DeliveryReport } from '@aml-customer/application';
import type { Task } from 'graphile-worker';

/** How many attempts one job makes at one customer's line before it gives way to the lines of others. */
const ATTEMPTS_A_JOB = 20;

/**
 * Assesses the queued customers that a job names, all at once, so that they share statements. One of several that fails
 * is told, and gets a job of its own, so that the others neither wait for it nor use up their attempts; where the job
 * names one alone, that job fails, and the queue tells it and tries again.
 */
export const assessTask =
  (assess: Pick<AssessCustomer, 'assess'>, tell: (assessmentId: string, failure: unknown) => void): Task =>
  async (payload, { addJob }) => {
    const ids = assessmentsOf(payload as AssessPayload);
    const failures: { readonly id: string; readonly error: unknown }[] = [];
    await Promise.all(ids.map((id) => assess.assess(id).catch((error: unknown) => failures.push({ id, error }))));
    if (ids.length === 1) for (const { error } of failures) throw error;
    for (const { id, error } of failures) tell(id, error);
    for (const { id } of failures) await addJob('assess-customer', { id }, { jobKey: `assess:${id}` });
  };

/** Where a job carries an id, the database may have written it as a number; earlier releases queued a job for each. */
export type AssessPayload = { readonly id: string | number } | { readonly ids: readonly (string | number)[] };

/** The assessments that a job names. */
export const assessmentsOf = (payload: AssessPayload): readonly string[] =>
  ('ids' in payload ? payload.ids : [payload.id]).map(String);

/**
 * Works off the lines of the customers that a job names, tells what became of each event, and queues its next look at
 * each. Lines go at once, as far as `count` slots for attempts are free, so that one whose receiver hangs keeps
 * nothing from the others; where one fails, the queue tries the job again, which finds nothing left of what was done.
 */
export const deliverTask = (
  deliver: Pick<DeliverCallbacks, 'deliverNext'>,
  comeBack: (customer: string, at: Date | 'now') => Promise<void>,
  tell: (delivery: DeliveryReport) => void,
  count: number,
): Task => {
  const semaphore = new Semaphore(count);
  const workOff = async (customer: string): Promise<void> => {
    for (let attempts = 0; attempts < ATTEMPTS_A_JOB; attempts++) {
      const { comeBack: next, delivery } = await semaphore.run(() => deliver.deliverNext(customer));
      if (delivery) tell(delivery);
      if (next === 'never') return;
      if (next !== 'now') return comeBack(customer, next);
    }
    await comeBack(customer, 'now');
  };
  return async (payload) => {
    const ends = await Promise.allSettled(linesOf(payload as DeliverPayload).map(workOff));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  };
};

/** Lines that begin at once share a job; one that a worker comes back to has its own. */
type DeliverPayload = { readonly customer: string | number } | { readonly customers: readonly (string | number)[] };

const linesOf = (payload: DeliverPayload): readonly string[] =>
  ('customers' in payload ? payload.customers : [payload.customer]).map(String);
