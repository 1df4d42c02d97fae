/**
 * Wraps a read so that each call resolves after a read that started after the call. Reads run one at a time, so that an
 * older state never replaces a newer one; callers that wait share the next read.
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
