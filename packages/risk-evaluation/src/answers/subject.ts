import type { Json } from '../json.js';
import { NotEvaluable } from './not-evaluable.js';

/** Who is looked at: the customer, or one related entity of theirs. */
export interface Subject {
  readonly answers: Readonly<Record<string, unknown>>;
  /** Where the answers stand in the profile: '' for the customer. */
  readonly pointer: string;
  /** JSON Pointers of flags that a person has confirmed, which count as true whatever the profile says. */
  readonly confirmed: ReadonlySet<string>;
  /** Whether a code is that of a country, by the standard that the assessment names. */
  readonly isCountry: (code: string) => boolean;
  /** Collects country codes that no list can know, by their pointer. */
  readonly unrecognised: Map<string, string>;
}

/** A value of the profile and where it stands. */
export interface Answer {
  readonly pointer: string;
  readonly value: unknown;
}

/** A value that caused something. `value` is as sent, and left out where it is its absence that counts. */
export interface Cause {
  readonly pointer: string;
  readonly value?: Json;
  readonly says?: string;
}

/** The members on the way to a field; `*` stands for every element of a list. */
export type Route = readonly string[];
export const routeTo = (field: string): Route => field.split('/').slice(1);

/**
 * The answers at a field, in the order of the lists on the way. What counts as absent (docs/contract/contract.md,
 * "Reading the values") is left out.
 */
export function answersAt({ answers, pointer }: Pick<Subject, 'answers' | 'pointer'>, route: Route): Answer[] {
  const found: Answer[] = [];
  follow({ pointer, value: answers }, route, 0, found);
  return found;
}

function follow(answer: Answer, route: Route, done: number, found: Answer[]): void {
  const { pointer, value } = answer;
  const step = route[done];
  if (step === undefined) return void found.push(answer);
  if (typeof value !== 'object' || Array.isArray(value) !== (step === '*')) {
    throw new NotEvaluable([{ pointer, sentence: step === '*' ? 'is not a list' : 'is not an object' }]);
  }
  const members =
    step === '*'
      ? (value as readonly unknown[]).entries()
      : [[step, (value as Readonly<Record<string, unknown>>)[step]] as const];
  for (const [member, inside] of members) {
    if (!isAbsent(inside)) follow({ pointer: `${pointer}/${member}`, value: inside }, route, done + 1, found);
  }
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Whether a value says anything: an empty list, or an object of which no member says anything, does not. */
export function saysAnything(value: unknown): boolean {
  if (isAbsent(value)) return false;
  return typeof value === 'object' ? Object.values(value as object).some(saysAnything) : true;
}
