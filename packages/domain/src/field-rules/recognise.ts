import { recordTypes } from './describe.js';
import type { Fields } from './field.js';
import { isObject } from './json.js';
import { policiesOf } from './policy.js';
import { isAbsent } from './record.js';
import type { Policy } from './rule.js';
import { checkScalar, isFailure, scalarCheck, type ScalarCheck, type ScalarType } from './scalar.js';
import { MAX_ELEMENTS } from './structure.js';
import { hasControl, isBlank, isDate, isWellFormed } from './values.js';

export { isObject } from './json.js';
export { isAbsent } from './record.js';
export { isBoolean } from './values.js';

// What recognisers call. recogniser-source.ts writes the recognisers themselves.

export type Body = Readonly<Record<string, unknown>>;

/** Recognises an object without problems; false if it may have one, so that only a full read can decide. */
export type Recognise = (body: Body, recognition: Recognition) => boolean;

/** A type of body to recognise. */
export interface BodyType {
  readonly name: string;
  readonly fields: Fields;
  /** The scalars and lists of codes that the caller needs as they are stored. */
  readonly observed: readonly string[];
  /** Fields that must be absent. */
  readonly refused: Fields;
}

/** The types of the objects inside bodies. */
export const objectTypes = (bodies: readonly BodyType[]): readonly Pick<BodyType, 'name' | 'fields'>[] =>
  [...new Map(bodies.flatMap(({ fields }) => [...recordTypes(fields)]))].map(([name, { fields }]) => ({
    name,
    fields,
  }));

/**
 * Returns a function that finds a policy of a type by its field and name, as in `closingDate#missing`. A policy that
 * the table does not have is always broken, so that recognisers of another table recognise nothing.
 */
export function policyFinder(bodies: readonly BodyType[]): (type: string, id: string) => Policy['broken'] {
  const types = new Map([...bodies, ...objectTypes(bodies)].map(({ name, fields }) => [name, policiesOf(fields)]));
  return (type, id) => types.get(type)?.find(({ at, name }) => `${at}#${name}` === id)?.broken ?? (() => true);
}

/** The findings about one body so far. */
export class Recognition {
  /** The observed members of the body as they are stored; an absent one is undefined. */
  observed: Body = {};
  /** The codes in the body: each code follows the name of its code list. */
  readonly codes: string[] = [];
  /** The names of unknown members, by the object that has them; undefined if there are none. */
  unknown: Map<Body, Set<string>> | undefined;
  /** Whether the body and the message differ only in absent members and in unknown members of the body itself. */
  isMessage = true;

  addUnknown(body: Body, name: string, isTopLevel: boolean): void {
    if (!isTopLevel) this.isMessage = false;
    this.unknown ??= new Map();
    const names = this.unknown.get(body);
    if (names) names.add(name);
    else this.unknown.set(body, new Set([name]));
  }
}

/** The initial value of an observed member. */
export const ABSENT: unknown = undefined;

export const isText = (value: unknown, limit: number): value is string =>
  typeof value === 'string' && value.length <= limit && !isBlank(value) && (isShortAscii(value) || isWellFormed(value));

/** Many codes have two characters, which are compared faster than searched. */
const isShortAscii = (text: string): boolean =>
  text.length === 2 && isVisibleAscii(text.charCodeAt(0)) && isVisibleAscii(text.charCodeAt(1));
const isVisibleAscii = (character: number): boolean => character > 0x20 && character < 0x7f;

/** Collects the code, to look it up later. */
export function isCode(value: unknown, codeList: string, limit: number, recognition: Recognition): boolean {
  if (!isText(value, limit)) return false;
  recognition.codes.push(codeList, value);
  return true;
}

/** Whether a value is text that is valid as a key after trimming. */
export const isKey = (value: unknown, limit: number): value is string =>
  isText(value, Infinity) && isKeyText(value.trim(), limit);
const isKeyText = (text: string, limit: number): boolean => text.length <= limit && !hasControl(text);

export function trimmed(value: string, recognition: Recognition): string {
  const key = value.trim();
  if (key !== value) recognition.isMessage = false;
  return key;
}

export const isScalar = (value: unknown, limit: number): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || isText(value, limit);

export const isDay = (value: unknown): boolean => typeof value === 'string' && isDate(value);

/** Most numbers are small integers, which need no further check. */
const isSmall = (value: unknown): value is number => typeof value === 'number' && (value | 0) === value && value >= 0;

const checkOf = (kind: ScalarType['kind'] & ('integer' | 'decimal' | 'percentage')): ScalarCheck =>
  scalarCheck({ kind });
const [INTEGER, DECIMAL, PERCENTAGE] = [checkOf('integer'), checkOf('decimal'), checkOf('percentage')];

export const isInteger = (value: unknown): boolean => isSmall(value) || !isFailure(checkScalar(INTEGER, value));
export const isDecimal = (value: unknown): boolean => isSmall(value) || !isFailure(checkScalar(DECIMAL, value));
export const isPercentage = (value: unknown): boolean =>
  (isSmall(value) && value <= 100) || !isFailure(checkScalar(PERCENTAGE, value));

/** Whether a value is a list of codes and blank elements. Collects the codes. */
export function isListOfCodes(
  value: unknown,
  codeList: string,
  limit: number,
  recognition: Recognition,
): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_ELEMENTS) return false;
  for (const code of value as readonly unknown[])
    if (!isCode(code, codeList, limit, recognition) && !isBlankElement(code, recognition)) return false;
  return true;
}

/** A list as it is stored. */
export const withoutBlanks = (list: readonly unknown[]): readonly unknown[] =>
  list.some(isAbsent) ? list.filter((element) => !isAbsent(element)) : list;

/** Whether a value is a list of objects that a recogniser recognises. */
export function isListOf(recognise: Recognise, value: unknown, recognition: Recognition): boolean {
  if (!Array.isArray(value) || value.length > MAX_ELEMENTS) return false;
  for (let i = 0; i < value.length; i++) {
    const element: unknown = value[i];
    if (isObject(element) ? !recognise(element, recognition) : !isBlankElement(element, recognition)) return false;
  }
  return true;
}

/** The message leaves out blank elements, so the later ones have other indices. */
function isBlankElement(value: unknown, recognition: Recognition): boolean {
  recognition.isMessage = false;
  return typeof value === 'string' && isBlank(value);
}

/** Whether a body has more than one of the names. */
export const hasTwo = (body: Body, names: readonly string[]): boolean =>
  names.filter((name) => Object.hasOwn(body, name)).length > 1;
