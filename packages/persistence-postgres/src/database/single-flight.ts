/**
 * A refresh that resolves with a state that was read after the call. Reads take turns, lest an older state replace a
 * newer one; who waits shares the next.
 */
export function singleFlight(read: () => Promise<void>): () => Promise<void> {
  let reading = Promise.resolve();
  let next: Promise<void> | undefined;
  return () =>
    (next ??= reading
      .catch(() => {})
      .then(() => {
        next = undefined;
        reading = read();
        return reading;
      }));
}
