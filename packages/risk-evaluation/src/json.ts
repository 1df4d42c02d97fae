import { isObject, pointerTo } from '@aml-customer/domain';

/** What JSON can bring. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Writes JSON with the members of every object sorted and without white space (RFC 8785), so that equal values are
 * equal bytes.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(',')}}`;
}

/** Two values that differ at one place; a side that has nothing there is left out. */
export interface Difference {
  readonly pointer: string;
  readonly stored?: unknown;
  readonly now?: unknown;
}

/** Every place where two JSON values differ; the order of members does not count. */
export function differencesBetween(stored: unknown, now: unknown, pointer = ''): Difference[] {
  const both = [stored, now];
  if (!both.every(isObject) && !both.every(Array.isArray)) {
    return stored === now
      ? []
      : [{ pointer, ...(stored !== undefined && { stored }), ...(now !== undefined && { now }) }];
  }
  const [before, after] = both as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return members.flatMap((name) => differencesBetween(before[name], after[name], pointerTo(pointer, name)));
}
