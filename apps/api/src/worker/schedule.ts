/**
 * Runs all tasks one after the other, even if one fails.
 * @throws AggregateError of the failures, after the last task
 */
export async function inSequence(...tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const task of tasks) await task().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures);
}

/** Runs a task at the first call, and then at most once per interval of `now`; after a failure, at the next call. */
export function atMostEvery(intervalMs: number, task: (now: Date) => Promise<unknown>): (now: Date) => Promise<void> {
  let next = 0;
  return async (now) => {
    if (now.getTime() < next) return;
    next = now.getTime() + intervalMs;
    await task(now).catch((error: unknown) => {
      next = 0;
      throw error;
    });
  };
}
