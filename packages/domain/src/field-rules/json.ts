import { MAX_ELEMENTS, MAX_MEMBERS } from './structure.js';
import { isWellFormed } from './values.js';

/** The deepest nesting of containers in a body; the body itself counts (docs/contract/contract.md, "The call"). */
export const MAX_DEPTH = 32;

/** Findings that reject a body, anywhere in it. */
export interface Inspection {
  /** A container is nested below {@link MAX_DEPTH}. */
  tooDeep: boolean;
  /** A name or a value is ill-formed text. */
  illFormed: boolean;
  /** A list has more than {@link MAX_ELEMENTS} elements. */
  longList: boolean;
  /** An object has more than {@link MAX_MEMBERS} members. */
  largeObject: boolean;
}

/** Inspects a value that is not read. `depth` is the value's own nesting depth. */
export function inspect(value: unknown, depth: number): Inspection {
  const inspection = nothingFound();
  visit(value, depth, inspection);
  return inspection;
}

/** Inspects the members of an object that are not read, and their names. `depth` is the depth of their values. */
export function inspectMembers(members: Json, names: readonly string[], depth: number): Inspection {
  const inspection = nothingFound();
  visitNamed(members, names, depth, inspection);
  return inspection;
}

const nothingFound = (): Inspection => ({ tooDeep: false, illFormed: false, longList: false, largeObject: false });

function visit(value: unknown, depth: number, inspection: Inspection): void {
  if (typeof value === 'string') inspection.illFormed ||= !isWellFormed(value);
  if (typeof value !== 'object' || value === null || inspection.tooDeep) return;
  inspection.tooDeep = depth > MAX_DEPTH;
  if (inspection.tooDeep) return;
  if (Array.isArray(value)) {
    inspection.longList ||= value.length > MAX_ELEMENTS;
    for (const element of value) visit(element, depth + 1, inspection);
  } else visitMembers(value as Json, depth, inspection);
}

function visitMembers(members: Json, depth: number, inspection: Inspection): void {
  const names = Object.keys(members);
  inspection.largeObject ||= names.length > MAX_MEMBERS;
  visitNamed(members, names, depth + 1, inspection);
}

function visitNamed(members: Json, names: readonly string[], depth: number, inspection: Inspection): void {
  for (const name of names) {
    inspection.illFormed ||= !isWellFormed(name);
    visit(members[name], depth, inspection);
  }
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
type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither null nor an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
