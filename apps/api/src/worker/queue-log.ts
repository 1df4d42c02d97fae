import { Logger as QueueLogger, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import { assessmentsOf, type AssessPayload } from './tasks.js';

/**
 * What the queue says by itself goes to nobody but who debugs, and without its text: that quotes errors, which may
 * quote people.
 */
export const queueLogger = (log: Logger): QueueLogger =>
  new QueueLogger(({ workerId, taskIdentifier, jobId }) => (level, _text, meta) => {
    const err = meta?.['error'];
    log.debug(
      { source: 'queue', gravity: level, workerId, task: taskIdentifier, jobId, ...(err !== undefined && { err }) },
      'The job queue reports',
    );
  });

/** Which assessment a job was for; those of several fail one by one, and not as a job. */
const assessmentIn = (job: { readonly task_identifier: string; readonly payload: unknown }) =>
  job.task_identifier === 'assess-customer' ? { assessmentId: assessmentsOf(job.payload as AssessPayload)[0] } : {};

/** Tells in the log what went wrong with a job, or with the queue itself. */
export function logFailures(events: WorkerEvents, log: Logger): void {
  events.on('job:error', ({ job, error }) =>
    log.error(
      {
        err: error,
        task: job.task_identifier,
        jobId: job.id,
        ...assessmentIn(job),
        attempt: job.attempts,
        of: job.max_attempts,
      },
      job.attempts < job.max_attempts ? 'A job failed and will be tried again' : 'A job failed for good',
    ),
  );
  for (const event of ['pool:listen:error', 'pool:fatalError', 'worker:getJob:error', 'worker:fatalError'] as const) {
    events.on(event, ({ error }: { error: unknown }) => log.error({ err: error }, 'The job queue failed and goes on'));
  }
}
