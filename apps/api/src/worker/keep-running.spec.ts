import { expect, test } from '@jest/globals';
import { keepRunning, type Running } from './keep-running.js';

/** Starts runners that end when the test ends them; each start fails with its entry in `failures`, if any. */
function starting(...failures: readonly (Error | undefined)[]) {
  const started: (Running & { readonly end: () => void; stops: number })[] = [];
  let starts = 0;
  const start = async () => {
    const failure = failures[starts++];
    if (failure) throw failure;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const running = {
      ended,
      end,
      stops: 0,
      stop: async () => {
        running.stops += 1;
        end();
      },
    };
    started.push(running);
    return running;
  };
  return { started, start };
}

const turn = () => new Promise(setImmediate);

test('a runner that ends is restarted, however often that fails, until it is stopped', async () => {
  const failure = new Error('no database');
  const { started, start } = starting(undefined, failure, failure);
  const reported: unknown[] = [];
  const runner = await keepRunning(start, (error) => reported.push(error), 0);
  started[0]!.end();
  while (started.length < 2) await turn();
  expect(reported).toEqual([failure, failure]);
  await runner.stop();
  expect([started.length, started[1]!.stops > 0]).toEqual([2, true]);
});

test('the first failure to start is thrown', async () => {
  const failure = new Error('no database');
  await expect(keepRunning(starting(failure).start, () => {})).rejects.toBe(failure);
});

test('a runner that starts during the stop is stopped', async () => {
  const { started, start } = starting();
  const { promise: mayStart, resolve: letStart } = Promise.withResolvers<void>();
  const runner = await keepRunning(
    async () => {
      if (started.length > 0) await mayStart;
      return start();
    },
    () => {},
  );
  started[0]!.end();
  await turn();
  const stopped = runner.stop();
  letStart();
  await stopped;
  expect(started.map(({ stops }) => stops > 0)).toEqual([true, true]);
});
