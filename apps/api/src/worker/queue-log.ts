import { Logger as QueueLogger, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import { assessmentsOf, type AssessPayload } from './tasks.js';

/**
 * Logs the queue's own messages at level debug and without their text, which quotes errors and so may quote personal
 * data.
 */
export const queueLogger = (log: Logger): QueueLogger =>
  new QueueLogger(({ workerId, taskIdentifier, jobId }) => (level, _text, meta) => {
    const err = meta?.['error'];
    log.debug(
      { source: 'queue', gravity: level, workerId, task: taskIdentifier, jobId, ...(err !== undefined && { err }) },
      'The job queue reports',
    );
  });

/** The assessment of a job. A job for several never fails as a whole: each assessment is reported separately. */
const assessmentIn = (job: { readonly task_identifier: string; readonly payload: unknown }) =>
  job.task_identifier === 'assess-customer' ? { assessmentId: assessmentsOf(job.payload as AssessPayload)[0] } : {};

/** Logs failures of jobs and of the queue itself. */
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
      job.attempts < job.max_attempts ? 'A job failed and will be retried' : 'A job failed and will not be retried',
    ),
  );
  for (const event of ['pool:listen:error', 'pool:fatalError', 'worker:getJob:error', 'worker:fatalError'] as const) {
    events.on(event, ({ error }: { error: unknown }) =>
      log.error({ err: error }, 'The job queue failed and continues'),
    );
  }
}
