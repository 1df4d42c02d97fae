import type { ClassifierName } from '@aml-customer/domain';

/** A code of a classifier and its display name. `lead` marks a category of prospects who are not customers yet. */
export interface ClassifierEntry {
  readonly classifier: ClassifierName;
  readonly code: string;
  readonly name: string;
  readonly lead?: boolean;
}

/**
 * The classifiers of the installation. `entries` answers from memory without a query and follows changes by every
 * instance; a change made here is visible when its promise resolves. A retired code is no longer in `entries` and may
 * be put again. An entry that is put without `lead` keeps the mark that the code has, or had when it was retired. Each
 * change is recorded with the name of who made it.
 */
export interface Classifiers {
  entries(): ClassifierCodes;
  put(entry: ClassifierEntry, changedBy: string): Promise<void>;
  /** Returns false if the code is not in use. */
  retire(classifier: ClassifierName, code: string, changedBy: string): Promise<boolean>;
}

/** The codes in use, by classifier and code, sorted by code. Immutable: a change creates a new map. */
export type ClassifierCodes = ReadonlyMap<ClassifierName, ReadonlyMap<string, ClassifierEntry>>;
