import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JsonBuilder } from './json-builder.js';

function build(text: string, piece = Infinity): unknown {
  const builder = new JsonBuilder(text, true);
  for (let until = piece; !builder.run(until); until += piece);
  return builder.value;
}

describe('a value built in steps', () => {
  test('is the value of JSON.parse, in steps of any size', () => {
    const spaced = fc.tuple(fc.json(), fc.constantFrom(undefined, 1, '\t')).map(([text, space]) => {
      const value: unknown = JSON.parse(text);
      return JSON.stringify(value, undefined, space);
    });
    fc.assert(
      fc.property(spaced, fc.integer({ min: 1, max: 9 }), (text, piece) => {
        const built = build(text, piece);
        expect(built).toStrictEqual(JSON.parse(text));
        expect(JSON.stringify(built)).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 20261128, numRuns: 3000 },
    );
  });

  test.each([
    '{"a":1,"b":2,"a":{"c":3}}',
    '{"__proto__":{"a":1},"constructor":2}',
    '["\\"","\\\\","\\\\\\"\\u0105","\\ud83c\\udf33"," , : ] } "]',
    '[-0,1e400,-1.5E-3,12345678901234567890, true ,false,null]',
    ' [ ] ',
    '"text"',
    '{"":[{}]}',
  ])('is that of JSON.parse for %s', (text) => {
    const built = build(text);
    expect(built).toStrictEqual(JSON.parse(text));
    expect(JSON.stringify(built)).toBe(JSON.stringify(JSON.parse(text)));
  });

  test('changes no prototype', () => {
    build('{"__proto__":{"polluted":1}}');
    expect('polluted' in {}).toBe(false);
  });
});

describe('a container that is too large', () => {
  test('keeps one element too many, and nothing of the rest', () => {
    expect(build(`{"a":[${Array(3000).fill('[[1]]').join()}],"b":[1]}`)).toEqual({
      a: Array(1001).fill([[1]]),
      b: [1],
    });
  });

  test('keeps one member too many, and the known ones', () => {
    const members = Array.from({ length: 3000 }, (_, i) => `"k${i}":{"a":[${i}]}`).join();
    const built = build(`{"x":{${members},"firstName":"A","k7":7,"unknown":{"lastName":"B"}}}`) as { x: object };
    expect(Object.keys(built.x)).toHaveLength(1002);
    expect(built.x).toMatchObject({ k1000: { a: [1000] }, firstName: 'A', k7: 7 });
  });

  test('is kept as a whole if the text is not a message', () => {
    const text = `{"a":[${Array(3000).fill('1').join()}],${Array.from({ length: 3000 }, (_, i) => `"k${i}":1`).join()}}`;
    const builder = new JsonBuilder(text, false);
    builder.run(Infinity);
    expect(builder.value).toEqual(JSON.parse(text));
  });
});
