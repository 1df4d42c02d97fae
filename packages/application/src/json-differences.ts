import { isObject, pointerTo } from '@aml-customer/domain';

/** A place where two JSON values differ; the side that has no value there is left out. */
export interface Difference {
  readonly pointer: string;
  readonly stored?: unknown;
  readonly now?: unknown;
}

/** Lists every place where two JSON values differ; the order of members does not count. */
export function differencesBetween(stored: unknown, now: unknown, pointer = ''): Difference[] {
  const sides = [stored, now];
  if (!sides.every(isObject) && !sides.every(Array.isArray)) {
    return stored === now
      ? []
      : [{ pointer, ...(stored !== undefined && { stored }), ...(now !== undefined && { now }) }];
  }
  const [before, after] = sides as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return members.flatMap((name) => differencesBetween(before[name], after[name], pointerTo(pointer, name)));
}
