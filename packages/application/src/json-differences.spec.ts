import { stepsOf } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween, type Change } from './json-differences.js';

describe('the changes between two JSON values', () => {
  test.each<[string, unknown, unknown, Change[]]>([
    ['equal values', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['members in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ['another value', { a: 1 }, { a: '1' }, [{ pointer: '/a', before: 1, after: '1' }]],
    ['null for a value', { a: 1 }, { a: null }, [{ pointer: '/a', before: 1, after: null }]],
    [
      'an added and a removed member',
      { a: 1 },
      { b: [2] },
      [
        { pointer: '/a', before: 1 },
        { pointer: '/b', after: [2] },
      ],
    ],
    ['a list for an object', { a: [] }, { a: {} }, [{ pointer: '/a', before: [], after: {} }]],
    ['a member of an element', [{ a: 1 }, 2], [{ a: 3 }, 2], [{ pointer: '/0/a', before: 1, after: 3 }]],
    [
      'a longer list',
      [1],
      [1, 2, 3],
      [
        { pointer: '/1', after: 2 },
        { pointer: '/2', after: 3 },
      ],
    ],
    [
      'a list without its first element',
      [1, 2],
      [2],
      [
        { pointer: '/0', before: 1, after: 2 },
        { pointer: '/1', before: 2 },
      ],
    ],
    ['the whole value', 1, [1], [{ pointer: '', before: 1, after: [1] }]],
    ['a name with a slash and a tilde', { 'a/b~c': 1 }, {}, [{ pointer: '/a~1b~0c', before: 1 }]],
    ['a member named __proto__', {}, JSON.parse('{"__proto__":1}'), [{ pointer: '/__proto__', after: 1 }]],
  ])('%s', (_, before, after, changes) => expect(changesBetween(before, after)).toStrictEqual(changes));

  test('a list with more changes than allowed is one change', () => {
    const [before, after] = [
      { list: [1, 2, 3], other: 1 },
      { list: [4, 5, 6], other: 2 },
    ];
    expect(changesBetween(before, after, 3)).toHaveLength(4);
    expect(changesBetween(before, after, 2)).toEqual([
      { pointer: '/list', before: [1, 2, 3], after: [4, 5, 6] },
      { pointer: '/other', before: 1, after: 2 },
    ]);
  });

  test('applied to the value before, give the value after', () => {
    const json = fc.jsonValue({ maxDepth: 4 }).map(copyOf);
    const pair = fc.oneof(
      fc.tuple(json, json),
      fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', '/', '~1'), json), json),
    );
    fc.assert(
      fc.property(pair, fc.constantFrom(0, 1, 3, Infinity), ([before, after], mostInList) => {
        expect(applied(before, changesBetween(before, after, mostInList))).toEqual(after);
        expect(applied(after, changesBetween(after, before, mostInList))).toEqual(before);
      }),
      { seed: 20_261_128, numRuns: 2000 },
    );
  });
});

const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Sets members and elements in order; then removes, from the last one. */
function applied(value: unknown, changes: readonly Change[]): unknown {
  const root = { '': copyOf(value) } as Record<string, unknown>;
  for (const change of changes.filter((each) => 'after' in each)) {
    const { container, name } = placeOf(root, change.pointer);
    Object.defineProperty(container, name, {
      value: copyOf(change.after),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  for (const { pointer } of changes.filter((each) => !('after' in each)).reverse()) {
    const { container, name } = placeOf(root, pointer);
    if (Array.isArray(container)) container.length = Number(name);
    else delete container[name];
  }
  return root[''];
}

function placeOf(root: Record<string, unknown>, pointer: string) {
  const steps = ['', ...stepsOf(pointer)];
  const name = steps.pop() ?? '';
  const container = steps.reduce(
    (value, step) => (Object.hasOwn(value, step) ? value[step] : undefined) as Record<string, unknown>,
    root,
  );
  return { container, name };
}
