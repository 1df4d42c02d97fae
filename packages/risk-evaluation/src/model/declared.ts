import { isObject } from '@aml-customer/domain';

/** Whose fields a condition names: the customer's, or those of one related entity. */
export type Scope = 'customer' | 'related';

/**
 * What a model file declares, taken before it is read, so that references are checked in the same reading as everything
 * else.
 */
export interface Declared {
  readonly groups: ReadonlySet<unknown>;
  readonly lists: ReadonlySet<unknown>;
  /** The classifier of each meaning. */
  readonly meanings: ReadonlyMap<unknown, unknown>;
}

export function declaredIn(file: unknown): Declared {
  return {
    groups: new Set(elements(file, 'groups').map(({ id }) => id)),
    lists: new Set(elements(file, 'lists').map(({ id }) => id)),
    meanings: new Map(elements(file, 'meanings').map(({ id, classifier }) => [id, classifier])),
  };
}

function elements(file: unknown, member: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isObject(file) ? file[member] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
