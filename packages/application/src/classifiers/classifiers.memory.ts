import { CLASSIFIERS, type ClassifierName } from '@aml-customer/domain';
import { MemoryConfigurationLog } from '../configuration/configuration-log.memory.js';
import type { ClassifierCodes, ClassifierEntry, Classifiers } from './ports.js';

/** Classifiers in memory, for tests and for programs that need no database. */
export class MemoryClassifiers implements Classifiers {
  private codes: ClassifierCodes;
  private retired: readonly ClassifierEntry[] = [];

  constructor(
    starting: readonly ClassifierEntry[],
    private readonly log = new MemoryConfigurationLog(),
  ) {
    this.codes = classifierCodes(starting);
  }

  entries(): ClassifierCodes {
    return this.codes;
  }

  async put(entry: ClassifierEntry, changedBy: string): Promise<void> {
    const lead = entry.lead ?? [...this.all(), ...this.retired].find((other) => isSame(other, entry))?.lead;
    this.codes = classifierCodes([
      ...this.all().filter((other) => !isSame(other, entry)),
      { ...entry, ...(lead !== undefined && { lead }) },
    ]);
    this.retired = this.retired.filter((other) => !isSame(other, entry));
    this.log.record({ area: 'classifier', key: [entry.classifier, entry.code], action: 'PUT', changedBy });
  }

  async retire(classifier: ClassifierName, code: string, changedBy: string): Promise<boolean> {
    const entry = this.codes.get(classifier)?.get(code);
    if (!entry) return false;
    this.codes = classifierCodes(this.all().filter((other) => other !== entry));
    this.retired = [...this.retired, entry];
    this.log.record({ area: 'classifier', key: [classifier, code], action: 'RETIRED', changedBy });
    return true;
  }

  private all(): ClassifierEntry[] {
    return [...this.codes.values()].flatMap((codes) => [...codes.values()]);
  }
}

type Key = Pick<ClassifierEntry, 'classifier' | 'code'>;
const isSame = (a: Key, b: Key): boolean => a.classifier === b.classifier && a.code === b.code;

/** Indexes entries by classifier and code. Every classifier is present, and codes are sorted by UTF-16 code units. */
export function classifierCodes(entries: readonly ClassifierEntry[]): ClassifierCodes {
  const sorted = [...entries].sort((a, b) => (a.code < b.code ? -1 : 1));
  return new Map(
    CLASSIFIERS.map((name) => [
      name,
      new Map(sorted.filter(({ classifier }) => classifier === name).map((entry) => [entry.code, entry])),
    ]),
  );
}
