import { isWellFormed } from './values.js';

/** The deepest nesting of containers in a body; the body itself counts (docs/contract/contract.md, "The call"). */
export const MAX_DEPTH = 32;

/** Findings that reject a body, anywhere in it. */
export interface Inspection {
  /** A container is nested below {@link MAX_DEPTH}. */
  tooDeep: boolean;
  /** A name or a value is ill-formed text. */
  illFormed: boolean;
}

/** Inspects a value that is not read. `depth` is the value's own nesting depth. */
export function inspect(value: unknown, depth: number): Inspection {
  const inspection: Inspection = { tooDeep: false, illFormed: typeof value === 'string' && !isWellFormed(value) };
  if (typeof value === 'object' && value !== null) visit(value, depth, inspection, new Map());
  return inspection;
}

/** `visited` has the depth at which each object was visited: an object needs another visit only if it is deeper. */
function visit(value: unknown, depth: number, inspection: Inspection, visited: Map<object, number>): void {
  if (typeof value === 'string') inspection.illFormed ||= !isWellFormed(value);
  if (typeof value !== 'object' || value === null || inspection.tooDeep) return;
  if ((visited.get(value) ?? 0) >= depth) return;
  inspection.tooDeep = depth > MAX_DEPTH;
  if (inspection.tooDeep) return;
  visited.set(value, depth);
  if (!Array.isArray(value)) inspection.illFormed ||= !Object.keys(value).every(isWellFormed);
  for (const member of Object.values(value)) visit(member, depth + 1, inspection, visited);
}

/** Whether two JSON values are equal. The order of members does not matter, the order of elements does. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson((a as Json)[key], (b as Json)[key]))
  );
}
type Json = Record<string, unknown>;

/** Whether a value is a JSON object: neither null nor an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
