import { describe, expect, test } from '@jest/globals';
import { inspect, isObject, MAX_DEPTH, sameJson } from './json.js';

/** Nested lists. */
const lists = (levels: number): unknown => (levels === 1 ? [] : [lists(levels - 1)]);

describe('sameJson', () => {
  test.each([
    ['{"a":1,"b":[1,{"c":null}]}', '{"b":[1,{"c":null}],"a":1}'],
    ['1.0', '1'],
    ['"\\u0105"', '"ą"'],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['[]', '[]'],
  ])('%s is %s', (a, b) => expect(sameJson(JSON.parse(a), JSON.parse(b))).toBe(true));

  test.each([
    ['[1,2]', '[2,1]'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ['{"a":1,"b":null}', '{"a":1}'],
    ['{"a":null}', '{"b":null}'],
    ['1', '"1"'],
    ['null', '{}'],
    ['[]', '{}'],
    ['{}', '[]'],
    ['true', '"true"'],
    ['0', 'false'],
    ['{"0":1}', '[1]'],
    ['{"toString":1}', '{"a":1}'],
    ['{"__proto__":{"a":1}}', '{"a":1}'],
    ['{"__proto__":{}}', '{"a":{}}'],
    ['"é"', '"e\u0301"'],
    ['[null]', '[]'],
  ])('%s is not %s', (a, b) => expect(sameJson(JSON.parse(a), JSON.parse(b))).toBe(false));
});

describe('inspect', () => {
  test('finds containers that are nested below the limit, and no others', () => {
    expect(inspect(lists(MAX_DEPTH), 1).tooDeep).toBe(false);
    expect(inspect(lists(MAX_DEPTH + 1), 1).tooDeep).toBe(true);
    expect(inspect(lists(MAX_DEPTH), 2).tooDeep).toBe(true);
    expect(inspect({ a: 'text', b: lists(MAX_DEPTH - 1) }, 1).tooDeep).toBe(false);
    expect(inspect('text', 1000).tooDeep).toBe(false);
  });

  test('finds ill-formed text in values and in names at any depth', () => {
    expect(inspect({ a: [{ b: 'x\0' }] }, 1).illFormed).toBe(true);
    expect(inspect({ a: [{ '\ud800': 1 }] }, 1).illFormed).toBe(true);
    expect(inspect('\udfff', 1).illFormed).toBe(true);
    expect(inspect({ a: [{ b: 'x' }, null, 1, true] }, 1)).toEqual({
      tooDeep: false,
      illFormed: false,
      longList: false,
      largeObject: false,
    });
  });

  test('finds lists and objects that are too large at any depth', () => {
    const list = (length: number) => Array<number>(length).fill(1);
    const object = (size: number) => Object.fromEntries(list(size).map((one, i) => [`k${i}`, one]));
    expect(inspect([{ a: list(1001) }], 1)).toMatchObject({ longList: true, largeObject: false });
    expect(inspect([{ a: object(1001) }], 1)).toMatchObject({ longList: false, largeObject: true });
    expect(inspect([list(1000), object(1000)], 1)).toMatchObject({ longList: false, largeObject: false });
  });

  test('terminates for a value that contains itself', () => {
    const value: unknown[] = [];
    value.push(value);
    expect(inspect(value, 1).tooDeep).toBe(true);
  });
});

test.each([
  [{}, true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  ['{}', false],
  [undefined, false],
  [0, false],
])('%p is an object: %s', (value, object) => {
  expect(isObject(value)).toBe(object);
});
