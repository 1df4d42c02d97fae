/**
 * Drops what libraries print with console.trace. graphile-worker traces errors that it also passes to its logger, and
 * a database error may quote personal data, which only the log leaves out.
 */
export function dropConsoleTraces(target: Pick<Console, 'trace'> = console): void {
  target.trace = () => {};
}
