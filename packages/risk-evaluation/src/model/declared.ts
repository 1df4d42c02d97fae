import { isObject } from '@aml-customer/domain';

/** Whether a condition names fields of the customer or of a related entity. */
export type Scope = 'customer' | 'related';

/** The ids that a model file declares, collected before validation so that one pass also checks references. */
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
