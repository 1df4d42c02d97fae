import { isAbsent, type ClassifierName } from '@aml-customer/domain';
import type { Json } from '../json.js';
import { NotEvaluable } from './not-evaluable.js';

/** The party under evaluation: the customer, or one of its related entities. */
export interface Subject {
  readonly answers: Readonly<Record<string, unknown>>;
  /** JSON Pointer of the answers in the profile: '' for the customer. */
  readonly pointer: string;
  /** JSON Pointers of flags that a person confirmed; they are true regardless of the profile. */
  readonly confirmed: ReadonlySet<string>;
  /** Whether the country standard of the assessment has a code. */
  readonly isCountry: (code: string) => boolean;
  /** Collects unrecognised country codes by their pointer. */
  readonly unrecognised: Map<string, string>;
  /** Collects codes without a known meaning by their pointer. */
  readonly unknownCodes: Map<string, UnknownCode>;
}

/** A code that a model consults but neither maps nor declares to have no meaning. */
export interface UnknownCode {
  readonly classifier: ClassifierName;
  readonly value: string;
}

/** A value of the profile and its JSON Pointer. */
export interface Answer {
  readonly pointer: string;
  readonly value: unknown;
}

/** A value that explains a result. `value` is as sent, or absent if the missing answer is the reason. */
export interface Cause {
  readonly pointer: string;
  readonly value?: Json;
  readonly says?: string;
}

/** The path to a field; `*` stands for every element of a list. */
export type Route = readonly string[];
export const routeTo = (field: string): Route => field.split('/').slice(1);

/**
 * Returns the answers at a field, in list order, without absent ones (docs/contract/contract.md, "Reading the values").
 */
export function answersAt({ answers, pointer }: Pick<Subject, 'answers' | 'pointer'>, route: Route): Answer[] {
  const found: Answer[] = [];
  follow(pointer, answers, route, 0, found);
  return found;
}

function follow(pointer: string, value: unknown, route: Route, depth: number, found: Answer[]): void {
  const step = route[depth];
  if (step === undefined) return void found.push({ pointer, value });
  if (typeof value !== 'object' || Array.isArray(value) !== (step === '*')) {
    throw new NotEvaluable([{ pointer, sentence: step === '*' ? 'is not a list' : 'is not an object' }]);
  }
  if (step !== '*')
    return member(pointer, step, (value as Readonly<Record<string, unknown>>)[step], route, depth, found);
  const list = value as readonly unknown[];
  for (let index = 0; index < list.length; index++) member(pointer, index, list[index], route, depth, found);
}

function member(
  pointer: string,
  name: string | number,
  value: unknown,
  route: Route,
  depth: number,
  found: Answer[],
): void {
  if (!isAbsent(value)) follow(`${pointer}/${name}`, value, route, depth + 1, found);
}

/** Whether a value holds an answer: an empty list, or an object without any answer in it, does not. */
export function isAnswered(value: unknown): boolean {
  if (isAbsent(value)) return false;
  return typeof value === 'object' ? Object.values(value as object).some(isAnswered) : true;
}
