import type { ClassifierName } from '@aml-customer/domain';

/** A code of a classifier, with the name that people read; a lead category marks who is not a customer yet. */
export interface ClassifierEntry {
  readonly classifier: ClassifierName;
  readonly code: string;
  readonly name: string;
  readonly lead?: boolean;
}

/**
 * The classifiers of the installation. Reading costs no query: `entries` answers from memory and follows every change,
 * whoever made it; a change made here is in `entries` when its promise resolves. A retired code leaves `entries` and
 * may be put again. An entry that is put without `lead` keeps the mark that the code has, or had when it was retired.
 */
export interface Classifiers {
  entries(): ClassifierCodes;
  put(entry: ClassifierEntry): Promise<void>;
  /** Whether there was such a code to retire. */
  retire(classifier: ClassifierName, code: string): Promise<boolean>;
}

/** The codes in use, by classifier and code, sorted by code; immutable: a change makes another. */
export type ClassifierCodes = ReadonlyMap<ClassifierName, ReadonlyMap<string, ClassifierEntry>>;
