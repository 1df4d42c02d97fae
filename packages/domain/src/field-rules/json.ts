import { isSound } from './values.js';

/** How deep the containers of a body may nest, the body itself counted (docs/contract/contract.md, "The call"). */
export const MAX_DEPTH = 32;

/** What rejects a message wherever it stands in it: containers nested below the limit, and text that is not sound. */
export interface Inspection {
  tooDeep: boolean;
  unsound: boolean;
}

/**
 * Looks through a value that no table reads. `depth` is its own, were it a container; shared parts are looked at once a
 * depth.
 */
export function inspect(value: unknown, depth: number): Inspection {
  const found: Inspection = { tooDeep: false, unsound: typeof value === 'string' && !isSound(value) };
  if (typeof value === 'object' && value !== null) look(value, depth, found, new Map());
  return found;
}

function look(value: unknown, depth: number, found: Inspection, seen: Map<object, number>): void {
  if (typeof value === 'string') found.unsound ||= !isSound(value);
  if (typeof value !== 'object' || value === null || found.tooDeep || (seen.get(value) ?? 0) >= depth) return;
  found.tooDeep = depth > MAX_DEPTH;
  if (found.tooDeep) return;
  seen.set(value, depth);
  if (!Array.isArray(value)) found.unsound ||= !Object.keys(value).every(isSound);
  for (const member of Object.values(value)) look(member, depth + 1, found, seen);
}

/** Whether two JSON values are the same value: the order of members does not count, that of elements does. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson((a as Json)[key], (b as Json)[key]))
  );
}
type Json = Record<string, unknown>;

/** Tells a JSON object from everything else. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
