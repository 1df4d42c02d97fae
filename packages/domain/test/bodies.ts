import fc from 'fast-check';
import { examples } from '../src/customer/examples.js';
import { customerFields, nestedTypes } from '../src/customer/schema.js';

type Json = Record<string, unknown>;
const fields = [...customerFields, ...nestedTypes.flatMap((type) => type.fields)];
const names = [
  ...new Set(fields.flatMap(({ name, aliases }) => [name, ...aliases])),
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  'a/b~c',
  'na\0me',
];
const words = [
  ...fields.flatMap(({ example }) => (example === undefined ? [] : [example])),
  'NOWHERE',
  'LEAD',
  'CLOSED',
  'EVALUATE',
  'UPDATE',
  'ORGANIZATION',
  '',
  '  ',
  '\u200b',
  '\0',
  '\ud800',
  '-1',
  '99999999999999999999',
  '2023-02-29',
  '2016-12-31t23:59:60z',
  '5.0',
  2 ** 53,
  Infinity,
  -1,
  0.5,
  101,
  'x'.repeat(257),
  'x'.repeat(4001),
];

/** Any JSON value; names and words of the table are frequent. */
const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true }), fc.string({ unit: 'binary' })),
    fc.array(tie('json'), { maxLength: 4 }),
    { weight: 3, arbitrary: tie('object') },
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...names), tie('json')), { maxLength: 12 })
    .map((members) => Object.fromEntries(members)),
}));

/** Reverses the order of the members of every object. Applied twice, it makes a copy. */
export const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reversed(member)]),
      )
    : value;
};
const copy = (value: unknown): unknown => reversed(reversed(value));

/** The path to every value inside a value. */
const pathsIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [path, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]))];

/** Sets a member, even `__proto__`, or replaces a list element. */
const put = (holder: Json, name: string, value: unknown): unknown =>
  Array.isArray(holder)
    ? holder.splice(Number(name) || 0, 1, value)
    : Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });

/** The mutations of a member. */
const MUTATIONS: Readonly<Record<string, (holder: Json, name: string, value: unknown) => unknown>> = {
  drop: (holder, name) => (Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name]),
  clear: (holder, name) => put(holder, name, null),
  replace: (holder, name, value) => put(holder, name, value),
  rename: (holder, name, value) =>
    put(holder, fields.find((field) => field.name === name)?.aliases[0] ?? `${name}x`, value),
  wrap: (holder, name) => put(holder, name, [holder[name]]),
  unwrap: (holder, name) => put(holder, name, Object.values(Object(holder[name]) as object)[0] ?? null),
  repeat: (holder, name) => put(holder, name, [holder[name], holder[name], null, '']),
  swap: (holder, name, value) =>
    put(holder, names[(JSON.stringify(value)?.length ?? 0) % names.length] ?? name, holder[name]),
};

/** A valid example after up to five mutations. */
export const mutated: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...Object.keys(MUTATIONS)), json), { minLength: 1, maxLength: 5 }),
  )
  .map(([{ body }, mutations]) =>
    mutations.reduce((value, [index, mutation, newValue]) => {
      const paths = pathsIn(value).slice(1);
      const path = paths[index % paths.length];
      const holder = path?.slice(0, -1).reduce<unknown>((inner, name) => (inner as Json)[name], value);
      if (path) MUTATIONS[mutation]?.(holder as Json, path.at(-1) ?? '', copy(newValue));
      return copy(value);
    }, copy(body)),
  );

/** A mutated example, or any JSON value. */
export const bodies = fc.oneof({ weight: 3, arbitrary: mutated }, json, fc.jsonValue());
