import { Logger as QueueLogger, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';

/** What the queue says by itself goes to nobody but who debugs, and without its text: that quotes errors, which may quote people. */
export const queueLogger = (log: Logger): QueueLogger => new QueueLogger(({ workerId, taskIdentifier, jobId }) => (level, _text, meta) => {
  const err = meta?.['error'];
  log.debug({ source: 'queue', gravity: level, workerId, task: taskIdentifier, jobId, ...(err !== undefined && { err }) }, 'The job queue reports');
});

/** Tells in the log what went wrong with a job, or with the queue itself. */
export function logFailures(events: WorkerEvents, log: Logger): void {
  events.on('job:error', ({ job, error }) =>
    log.error({ err: error, task: job.task_identifier, jobId: job.id, attempt: job.attempts, of: job.max_attempts }, job.attempts < job.max_attempts ? 'A job failed and will be tried again' : 'A job failed for good'));
  for (const event of ['pool:listen:error', 'pool:fatalError', 'worker:getJob:error', 'worker:fatalError'] as const) {
    events.on(event, ({ error }: { error: unknown }) => log.error({ err: error }, 'The job queue failed and goes on'));
  }
}
