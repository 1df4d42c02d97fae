import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { malformedAt, notUtf8At, tooDeepAt } from './malformed.js';

describe('the place where a text stops being JSON', () => {
  test.each([
    ['a missing value', '{"a":}', 1, 6],
    ['a missing comma', '{"a":1 "b":2}', 1, 8],
    ['a trailing comma', '{\n  "a": 1,\n}', 3, 1],
    ['single quotes', "{'a':1}", 1, 2],
    ['a comment', '{"a":1}\r\n// x', 2, 1],
    ['something after the value', '{}\r{}', 2, 1],
    ['an end too early', '{"a":[1,2', 1, 10],
    ['a string without end', '{"a":"b', 1, 6],
    ['a control character in a string', '{"a":"\u0001"}', 1, 6],
    ['a bad escape', '{"a":"\\x"}', 1, 6],
    ['a number with leading zero', '{"a":01}', 1, 7],
    ['NaN', '{"a":NaN}', 1, 6],
    ['blanks only', ' \n ', 2, 2],
    ['Lithuanian letters before it', '{"pavardė":"Žąsytė",,}', 1, 21],
  ])('%s', (_, text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(malformedAt(text)).toEqual({ line, column });
  });

  test.each([
    ['[', 33],
    ['{"a":', 161],
    ['[{"a":', 97],
  ])('is, in a megabyte of %s, where it goes too deep', (opening, column) => {
    expect(tooDeepAt(opening.repeat(1_048_576 / opening.length))).toEqual({ line: 1, column });
  });

  test('lies within any text', () => {
    const nearlyJson = fc
      .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 }))
      .map(([json, at, text]) => json.slice(0, at % json.length) + text + json.slice(at % json.length));
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string()), (text) => {
        fc.pre(!isJson(text));
        const { line, column } = malformedAt(text);
        const lines = text.split(/\r\n|\r|\n/);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('the place where bytes stop being UTF-8', () => {
  test.each([
    ['a lone continuation byte', Buffer.from([0x7b, 0x0a, 0x80]), { line: 2, column: 1 }],
    ['a sequence cut off', Buffer.from('{"a":"ž').subarray(0, -1), { line: 1, column: 7 }],
    [
      'a real replacement character before it',
      Buffer.concat([Buffer.from('"\uFFFDé'), Buffer.from([0xff])]),
      { line: 1, column: 4 },
    ],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80]), { line: 1, column: 2 }],
  ])('%s', (_, bytes, place) => {
    expect(notUtf8At(bytes)).toEqual(place);
  });

  test('is undefined if all are', () => {
    expect(notUtf8At(Buffer.from('{"a":"\uFFFD ž"}'))).toBeUndefined();
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
