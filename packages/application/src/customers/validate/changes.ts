import { isObject, pointerTo, sameJson } from '@aml-customer/domain';

/**
 * The differences of two profiles as JSON Pointers: `cleared` points into the stored profile, `changed` and `added`
 * into the new one.
 */
export interface Changes {
  readonly cleared: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

/**
 * Compares two JSON values member by member. In lists, the common first and last elements are unchanged. The elements
 * between them are compared one by one if both lists have the same length; otherwise the old ones count as cleared and
 * the new ones as added.
 */
export function changesOf(stored: unknown, sent: unknown): Changes {
  const cleared: string[] = [];
  const changed: string[] = [];
  const added: string[] = [];
  const compare = (before: unknown, after: unknown, from: string, to: string): void => {
    if (sameJson(before, after)) return;
    if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, from, to);
    if (!isObject(before) || !isObject(after)) return void changed.push(to);
    for (const name of Object.keys(before)) {
      if (!Object.hasOwn(after, name)) cleared.push(pointerTo(from, name));
      else compare(before[name], after[name], pointerTo(from, name), pointerTo(to, name));
    }
    for (const name of Object.keys(after)) if (!Object.hasOwn(before, name)) added.push(pointerTo(to, name));
  };
  const compareLists = (before: readonly unknown[], after: readonly unknown[], from: string, to: string): void => {
    const shorter = Math.min(before.length, after.length);
    let [start, end] = [0, 0];
    while (start < shorter && sameJson(before[start], after[start])) start++;
    while (end < shorter - start && sameJson(before.at(-1 - end), after.at(-1 - end))) end++;
    if (before.length === after.length) {
      for (let i = start; i < before.length - end; i++)
        compare(before[i], after[i], pointerTo(from, i), pointerTo(to, i));
      return;
    }
    for (let i = start; i < before.length - end; i++) cleared.push(pointerTo(from, i));
    for (let i = start; i < after.length - end; i++) added.push(pointerTo(to, i));
  };
  compare(stored, sent, '', '');
  return { cleared, changed, added };
}
