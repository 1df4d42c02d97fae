import type { ModelProblem } from '@aml-customer/application';
import { isObject, pointerTo } from '@aml-customer/domain';
import type { Declared, Scope } from './declared.js';

/** A problem as one text: the place, then the sentence. */
export const problemText = ({ pointer, sentence }: ModelProblem): string => `${pointer || 'the file'} ${sentence}`;

/** A place in a model file under validation. It collects problems instead of throwing, so that one pass finds all. */
export class Place {
  constructor(
    readonly declared: Declared,
    readonly problems: ModelProblem[],
    readonly pointer = '',
    readonly scope: Scope = 'customer',
  ) {}

  at(member: string | number): Place {
    return new Place(this.declared, this.problems, pointerTo(this.pointer, member), this.scope);
  }

  within(scope: Scope): Place {
    return new Place(this.declared, this.problems, this.pointer, scope);
  }

  report(sentence: string): undefined {
    this.problems.push({ pointer: this.pointer, sentence });
  }
}

/** Validates a value of the model file: returns it typed, or reports its problems and returns undefined. */
export type Shape<T> = (value: unknown, place: Place) => T | undefined;
export interface Optional<T> {
  readonly optional: Shape<T>;
}
type Members = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;
type ReadAs<M> = M extends Optional<infer T> ? T : M extends Shape<infer T> ? T : never;
type Needed<M> = { [K in keyof M]: M[K] extends Optional<unknown> ? never : K }[keyof M];

/** The type of a record with these members. */
export type RecordOf<M> = { readonly [K in Needed<M>]: ReadAs<M[K]> } & {
  readonly [K in Exclude<keyof M, Needed<M>>]?: ReadAs<M[K]>;
};
export type TypeOf<S> = S extends Shape<infer T> ? T : never;

export const optional = <T>(shape: Shape<T>): Optional<T> => ({ optional: shape });

export const quoted = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 80) : 'another value';

export const text: Shape<string> = (value, place) =>
  typeof value === 'string' && value.trim() !== '' && value.isWellFormed() && !/\p{Cc}/u.test(value)
    ? value
    : place.report('must be non-empty text on one line');

export const id: Shape<string> = (value, place) =>
  typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)
    ? value
    : place.report(`must be an id of lower-case letters, digits and hyphens, not ${quoted(value)}`);

export const boolean: Shape<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : place.report('must be true or false');

export const integer =
  (from: number, to: number): Shape<number> =>
  (value, place) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
      ? value
      : place.report(`must be an integer from ${from} to ${to}, not ${quoted(value)}`);

export const oneOf =
  <const W extends string>(words: readonly W[]): Shape<W> =>
  (value, place) =>
    words.find((word) => word === value) ?? place.report(`must be one of ${words.join(', ')}, not ${quoted(value)}`);

export const listOf =
  <T>(shape: Shape<T>, atLeast = 0): Shape<readonly T[]> =>
  (value, place) => {
    if (!Array.isArray(value)) return place.report('must be a list');
    if (value.length < atLeast) place.report(`must have at least ${atLeast} element${atLeast === 1 ? '' : 's'}`);
    return value.map((element, index) => shape(element, place.at(index)) as T);
  };

/** An object with exactly these members; an unknown member is reported, because it may be misspelt. */
export const record =
  <M extends Members>(members: M): Shape<RecordOf<M>> =>
  (value, place) => {
    if (!isObject(value)) return place.report('must be an object');
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(members, name));
    unknown.forEach((name) =>
      place.at(name).report(`is unknown; known members are ${Object.keys(members).join(', ')}`),
    );
    const read = Object.entries(members).map(([name, member]) => {
      const shape = typeof member === 'function' ? member : member.optional;
      if (Object.hasOwn(value, name)) return [name, shape(value[name], place.at(name))] as const;
      if (typeof member === 'function') place.at(name).report('is missing');
      return [name, undefined] as const;
    });
    return Object.fromEntries(read.filter(([, member]) => member !== undefined)) as RecordOf<M>;
  };

/** Adds a check over a whole value, which runs if its parts are valid. */
export const checked =
  <T>(shape: Shape<T>, check: (value: T, place: Place) => void): Shape<T> =>
  (value, place) => {
    const before = place.problems.length;
    const read = shape(value, place);
    if (read !== undefined && place.problems.length === before) check(read, place);
    return read;
  };

/** A list whose elements are unique by some members, or as a whole; invalid elements are skipped. */
export const distinct =
  <T>(list: Shape<readonly T[]>, ...members: readonly (keyof T & string)[]): Shape<readonly T[]> =>
  (value, place) => {
    const read = list(value, place);
    const seen = new Map<string, number>();
    read?.forEach((element: T | undefined, index) => {
      if (element === undefined || element === null) return;
      const name = JSON.stringify(members.length > 0 ? members.map((member) => element[member]) : element);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, index);
      else place.at(index).report(`has the same ${members.join(' and ') || 'value'} as ${place.at(first).pointer}`);
    });
    return read;
  };
