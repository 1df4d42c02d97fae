import { CLASSIFIERS, type ClassifierName } from '@aml-customer/domain';
import type { ClassifierCodes, ClassifierEntry, Classifiers } from '../ports.js';

/** Classifiers in memory, for tests and for those who reuse the package. */
export class MemoryClassifiers implements Classifiers {
  private codes: ClassifierCodes;

  constructor(starting: readonly ClassifierEntry[]) {
    this.codes = classifierCodes(starting);
  }

  entries(): ClassifierCodes {
    return this.codes;
  }

  async put(entry: ClassifierEntry): Promise<void> {
    this.codes = classifierCodes([...this.all().filter((each) => !isSame(each, entry)), entry]);
  }

  async retire(classifier: ClassifierName, code: string): Promise<boolean> {
    const retired = this.codes.get(classifier)?.has(code) === true;
    this.codes = classifierCodes(this.all().filter((each) => !isSame(each, { classifier, code })));
    return retired;
  }

  private all(): ClassifierEntry[] {
    return [...this.codes.values()].flatMap((codes) => [...codes.values()]);
  }
}

type Key = Pick<ClassifierEntry, 'classifier' | 'code'>;
const isSame = (a: Key, b: Key): boolean => a.classifier === b.classifier && a.code === b.code;

/** Arranges entries for look-up: every classifier is there, an empty one too, and codes are sorted by their UTF-16 units. */
export function classifierCodes(entries: readonly ClassifierEntry[]): ClassifierCodes {
  const sorted = [...entries].sort((a, b) => (a.code < b.code ? -1 : 1));
  return new Map(CLASSIFIERS.map((name) => [name, new Map(sorted.filter(({ classifier }) => classifier === name).map((entry) => [entry.code, entry]))]));
}
