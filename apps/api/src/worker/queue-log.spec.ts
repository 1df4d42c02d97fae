import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { createLog } from '../log/log.js';
import { logFailures, queueLogger } from './queue-log.js';

const PERSONAL = 'Jonas Jonaitis';

function recording() {
  const lines: string[] = [];
  return { lines, log: createLog('debug', { write: (line) => lines.push(line) }) };
}

test('the queue logs where a job failed, and no personal data', () => {
  const { lines, log } = recording();
  const events = new EventEmitter();
  logFailures(events, log);
  const job = {
    id: '5',
    task_identifier: 'assess-customer',
    attempts: 1,
    max_attempts: 25,
    payload: { id: 7, name: PERSONAL },
  };
  events.emit('job:error', { job, error: new TypeError(PERSONAL) });
  events.emit('job:error', { job: { ...job, attempts: 25 }, error: new TypeError(PERSONAL) });
  events.emit('job:error', {
    job: { ...job, task_identifier: 'deliver-callbacks', payload: { customer: 8 } },
    error: new TypeError(PERSONAL),
  });
  events.emit('worker:getJob:error', { error: new Error(PERSONAL) });
  queueLogger(log).error(`Failed task with error '${PERSONAL}'`, { error: new Error(PERSONAL), job });
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    {
      level: 'error',
      task: 'assess-customer',
      jobId: '5',
      assessmentId: '7',
      attempt: 1,
      err: { name: 'TypeError', frames: expect.any(Array) },
      msg: 'A job failed and will be retried',
    },
    { level: 'error', msg: 'A job failed and will not be retried' },
    { level: 'error', task: 'deliver-callbacks' },
    { level: 'error', msg: 'The job queue failed and continues' },
    { level: 'debug', source: 'queue', msg: 'The job queue reports' },
  ]);
  expect(lines[2]).not.toContain('assessmentId');
  expect(lines.join()).not.toContain(PERSONAL);
});
