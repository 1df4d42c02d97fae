import { isObject, pointerTo } from '@aml-customer/domain';

/** A place where two JSON values differ; the side that has no value there is left out. */
export interface Change {
  readonly pointer: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A place where a stored JSON value differs from one that was computed now. */
export interface Difference {
  readonly pointer: string;
  readonly stored?: unknown;
  readonly now?: unknown;
}

/**
 * Lists every place where two JSON values differ, so that applying the changes in their order to `before` gives
 * `after`; elements at the end of a list are removed from the last one. The order of members does not count. Lists are
 * compared by index.
 *
 * @param mostInList a list with more changes inside is one change as a whole
 */
export function changesBetween(before: unknown, after: unknown, mostInList = Infinity, pointer = ''): Change[] {
  if (before === after) return [];
  const areLists = Array.isArray(before) && Array.isArray(after);
  if (!areLists && !(isObject(before) && isObject(after)))
    return [{ pointer, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  const changes: Change[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [memberOf(before, name), memberOf(after, name)];
    for (const change of changesBetween(from, to, mostInList, pointerTo(pointer, name))) changes.push(change);
    if (areLists && changes.length > mostInList) return [{ pointer, before, after }];
  }
  return changes;
}

const memberOf = (container: object, name: string): unknown =>
  Object.hasOwn(container, name) ? (container as Readonly<Record<string, unknown>>)[name] : undefined;

/** Lists every place where a stored JSON value and one that was computed now differ, in the order of the pointers. */
export const differencesBetween = (stored: unknown, now: unknown): Difference[] =>
  changesBetween(stored, now)
    .map(({ pointer, ...sides }) => ({
      pointer,
      ...('before' in sides && { stored: sides.before }),
      ...('after' in sides && { now: sides.after }),
    }))
    .sort((one, other) => (one.pointer < other.pointer ? -1 : 1));
