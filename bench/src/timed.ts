import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Code to measure in this process. */
export type Operation = (input: unknown) => unknown;

const TURN_MS = 250;
/** CPU seconds; code with many branches takes the compiler long to optimise. */
const WARM_UP_SECONDS = 1.5;

/** Collects the garbage of one contender before the next is measured. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext(`() => gc({ type: 'minor' })`) as () => void;

/** Runs an operation until it is compiled. */
export function warmUp(operation: Operation, inputs: readonly unknown[]): void {
  for (let spent = 0; spent < WARM_UP_SECONDS;) spent += turn(operation, inputs).seconds;
}

/** CPU microseconds and heap bytes per input, in one turn. */
export function timed(
  operation: Operation,
  inputs: readonly unknown[],
): { readonly microseconds: number; readonly bytes: number } {
  const { seconds, count } = turn(operation, inputs);
  return { microseconds: (1e6 * seconds) / count, bytes: bytesOf(operation, inputs) };
}

/** CPU seconds, which other load of the machine affects little, and the inputs processed in them. */
function turn(operation: Operation, inputs: readonly unknown[]): { seconds: number; count: number } {
  collectGarbage();
  const [end, before] = [performance.now() + TURN_MS, process.cpuUsage()];
  let count = 0;
  for (; performance.now() < end; count += inputs.length) for (const input of inputs) operation(input);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, count };
}

/** Few enough that no garbage is collected meanwhile. */
const ALLOCATION_SAMPLE = 16;

/** Heap bytes allocated per input. */
function bytesOf(operation: Operation, inputs: readonly unknown[]): number {
  const sample = inputs.slice(0, ALLOCATION_SAMPLE);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (const input of sample) operation(input);
  return (process.memoryUsage().heapUsed - before) / sample.length;
}
