/**
 * Drops what libraries print with console.trace. graphile-worker traces an error that it also gives to its logger, and an
 * error of the database may quote a customer; only the log leaves such text out.
 */
export function dropConsoleTraces(target: Pick<Console, 'trace'> = console): void {
  target.trace = () => {};
}
