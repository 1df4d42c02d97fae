import { CLASSIFIERS, type ClassifierName } from '@aml-customer/domain';
import type { ClassifierCodes, ClassifierEntry, Classifiers } from './ports.js';

/** Classifiers in memory, for tests and for those who reuse the package. */
export class MemoryClassifiers implements Classifiers {
  private codes: ClassifierCodes;
  private retired: readonly ClassifierEntry[] = [];

  constructor(starting: readonly ClassifierEntry[]) {
    this.codes = classifierCodes(starting);
  }

  entries(): ClassifierCodes {
    return this.codes;
  }

  async put(entry: ClassifierEntry): Promise<void> {
    const lead = entry.lead ?? [...this.all(), ...this.retired].find((each) => isSame(each, entry))?.lead;
    this.codes = classifierCodes([
      ...this.all().filter((each) => !isSame(each, entry)),
      { ...entry, ...(lead !== undefined && { lead }) },
    ]);
    this.retired = this.retired.filter((each) => !isSame(each, entry));
  }

  async retire(classifier: ClassifierName, code: string): Promise<boolean> {
    const entry = this.codes.get(classifier)?.get(code);
    if (!entry) return false;
    this.codes = classifierCodes(this.all().filter((each) => each !== entry));
    this.retired = [...this.retired, entry];
    return true;
  }

  private all(): ClassifierEntry[] {
    return [...this.codes.values()].flatMap((codes) => [...codes.values()]);
  }
}

type Key = Pick<ClassifierEntry, 'classifier' | 'code'>;
const isSame = (a: Key, b: Key): boolean => a.classifier === b.classifier && a.code === b.code;

/**
 * Arranges entries for look-up: every classifier is there, an empty one too, and codes are sorted by their UTF-16
 * units.
 */
export function classifierCodes(entries: readonly ClassifierEntry[]): ClassifierCodes {
  const sorted = [...entries].sort((a, b) => (a.code < b.code ? -1 : 1));
  return new Map(
    CLASSIFIERS.map((name) => [
      name,
      new Map(sorted.filter(({ classifier }) => classifier === name).map((entry) => [entry.code, entry])),
    ]),
  );
}
