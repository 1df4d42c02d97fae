import { expect, test } from '@jest/globals';
import { JsonArraySplitter } from './json-array-splitter.js';
import { isFormatted, JsonObjectsSplitter } from './json-objects-splitter.js';
import { JsonLinesSplitter } from './json-lines-splitter.js';
import type { Splitter } from './splitter.js';

const LIMIT = 40;

/** Splits a text in chunks of `size` bytes. */
function recordsOf(splitter: Splitter, text: string, size: number): (readonly [number, string | undefined])[] {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()].map(
    ({ at, bytes }) => [at, bytes?.toString()] as const,
  );
}

const SIZES = [...Array.from({ length: 60 }, (_, i) => i + 1), 10_000];
const BIG = `{"a":"${'x'.repeat(LIMIT)}"}`;

test.each([
  [
    'lines',
    '{"a":1}\n{"b":"ž"}\n',
    [
      [1, '{"a":1}'],
      [2, '{"b":"ž"}'],
    ],
  ],
  [
    'no newline at the end',
    '{"a":1}\n{"b":2}',
    [
      [1, '{"a":1}'],
      [2, '{"b":2}'],
    ],
  ],
  [
    'CRLF and blank lines, which count',
    '\n{"a":1}\r\n \t\r\n\r\n{"b":2}\r\n',
    [
      [2, '{"a":1}\r'],
      [5, '{"b":2}\r'],
    ],
  ],
  [
    'a broken line in the middle',
    '{"a":1}\n{"a":\n{"b":2}\n',
    [
      [1, '{"a":1}'],
      [2, '{"a":'],
      [3, '{"b":2}'],
    ],
  ],
  [
    'a line that is too long',
    `{"a":1}\n${BIG}\n{"b":2}\n${BIG}`,
    [
      [1, '{"a":1}'],
      [2, undefined],
      [3, '{"b":2}'],
      [4, undefined],
    ],
  ],
])('JSON Lines with %s, in chunks of any size', (_, text, records) => {
  for (const size of SIZES) expect(recordsOf(new JsonLinesSplitter(LIMIT), text, size)).toEqual(records);
});

test.each(['', '\n \t\r\n\n'])('JSON Lines of nothing but %j break off', (text) => {
  for (const size of SIZES)
    expect(() => recordsOf(new JsonLinesSplitter(LIMIT), text, size)).toThrow('The input is empty');
});

test.each([
  [
    'elements',
    '[{"a":1},{"b":"ž"}]',
    [
      [1, '{"a":1}'],
      [2, '{"b":"ž"}'],
    ],
  ],
  [
    'white space anywhere',
    ' \n[ {"a":1}\r\n,\t{"b":2} ]\n',
    [
      [1, '{"a":1}\r\n'],
      [2, '{"b":2} '],
    ],
  ],
  [
    'brackets and quotes in strings',
    '[{"a":"}],[{\\"\\\\"},{"\\\\\\"]":[["]"],{}]}]',
    [
      [1, '{"a":"}],[{\\"\\\\"}'],
      [2, '{"\\\\\\"]":[["]"],{}]}'],
    ],
  ],
  [
    'elements that are no objects',
    '[1,"a,]",null,[2,[3]]]',
    [
      [1, '1'],
      [2, '"a,]"'],
      [3, 'null'],
      [4, '[2,[3]]'],
    ],
  ],
  [
    'broken elements',
    '[{"a":1},{"a":},{"b" 2},x],{}]',
    [
      [1, '{"a":1}'],
      [2, '{"a":}'],
      [3, '{"b" 2}'],
      [4, 'x'],
      [5, ',{}]'],
    ],
  ],
  [
    'commas too many',
    '[{"a":1},,{"b":2}]',
    [
      [1, '{"a":1}'],
      [2, ',{"b":2}'],
    ],
  ],
  [
    'a comma too few',
    '[{"a":1} {"b":2},{"c":3}]',
    [
      [1, '{"a":1} {"b":2}'],
      [2, '{"c":3}'],
    ],
  ],
  [
    'an element that is too long',
    `[{"a":1},${BIG},{"b":2}]`,
    [
      [1, '{"a":1}'],
      [2, undefined],
      [3, '{"b":2}'],
    ],
  ],
  [
    'a wrapper',
    '{"customers" : [{"a":1},{"b":2}], "more": [{"c":3}]}',
    [
      [1, '{"a":1}'],
      [2, '{"b":2}'],
    ],
  ],
  ['nothing', ' [ ] ', []],
  [
    'another array after it',
    '[{"a":1}]\n[{"b":2},\n{"c":3}]',
    [
      [1, '{"a":1}'],
      [2, '[{"b":2},\n{"c":3}]'],
    ],
  ],
  ['text after an empty one', '[] ,x', [[1, ',x']]],
  [
    'trailing text that is too long',
    `[{"a":1}]${BIG}`,
    [
      [1, '{"a":1}'],
      [2, undefined],
    ],
  ],
  [
    'text after its wrapper',
    '{"customers":[{"a":"]"}],"}":{"[":[]}}\n{"customers":[]}',
    [
      [1, '{"a":"]"}'],
      [2, '{"customers":[]}'],
    ],
  ],
])('a JSON array with %s, in chunks of any size', (_, text, records) => {
  for (const size of SIZES) expect(recordsOf(new JsonArraySplitter(LIMIT), text, size)).toEqual(records);
});

test.each([
  ['[{"a":1},{"b":2}', 'The input ends inside its array, at element 2'],
  ['[{"a":1},', 'The input ends inside its array, at element 1'],
  ['[{"a":[},{"b":2}]', 'The input ends inside its array, at element 1'],
  ['[{"a":"},{"b":2}]', 'The input ends inside its array, at element 1'],
  ['[', 'The input ends inside its array, at element 0'],
  ['{}', 'The input has no JSON array'],
])('%s breaks off', (text, message) => {
  for (const size of SIZES) expect(() => recordsOf(new JsonArraySplitter(1_000), text, size)).toThrow(message);
});

test.each([
  [
    'indented',
    '{\n  "a": {\n    "b": "ž"\n  }\n}\n{\n  "a": 2\n}',
    [
      [1, '{\n  "a": {\n    "b": "ž"\n  }\n}'],
      [6, '{\n  "a": 2\n}'],
    ],
  ],
  [
    'with brackets and quotes in strings',
    '\n{\r\n"a": "}\\"]{",\r\n"b": "\\\\"}\r\n',
    [[2, '{\r\n"a": "}\\"]{",\r\n"b": "\\\\"}']],
  ],
  [
    'without indentation',
    '{\n"a": [\n{\n"b": 1\n},\n{\n"b": 2\n}\n]\n}',
    [[1, '{\n"a": [\n{\n"b": 1\n},\n{\n"b": 2\n}\n]\n}']],
  ],
  [
    'separated by commas',
    '{\n"a": 1},\n{"a":2} ,{"a":3}',
    [
      [1, '{\n"a": 1}'],
      [3, '{"a":2}'],
      [3, '{"a":3}'],
    ],
  ],
  [
    'of which one is not closed',
    '{\n  "a": 1\n\n{\n  "b": "x\n}\n{\n  "c": 3\n}\n',
    [
      [1, '{\n  "a": 1\n\n'],
      [4, '{\n  "b": "x\n}'],
      [7, '{\n  "c": 3\n}'],
    ],
  ],
  [
    'of which one ends with a comma',
    '{"a":1,\n{"b":[2,\n{"c":3}]}\n',
    [
      [1, '{"a":1,\n'],
      [2, '{"b":[2,\n{"c":3}]}'],
    ],
  ],
  [
    'with other text',
    '{\n"a":1} x {\n]\n{"b":2}\n',
    [
      [1, '{\n"a":1}'],
      [2, 'x {\n]'],
      [4, '{"b":2}'],
    ],
  ],
  [
    'too long',
    `{\n"a":1}\n{\n"b": ${BIG}}\n{"b":2}`,
    [
      [1, '{\n"a":1}'],
      [3, undefined],
      [5, '{"b":2}'],
    ],
  ],
  ['that ends early', '{\n"a":1', [[1, '{\n"a":1']]],
  [
    'whose lines end with CR',
    '{"a":1}\r{\r"b":2}\r\n\r{"c":3}\r',
    [
      [1, '{"a":1}'],
      [2, '{\r"b":2}'],
      [5, '{"c":3}'],
    ],
  ],
])('objects over several lines, %s, in chunks of any size', (_, text, records) => {
  for (const size of SIZES) expect(recordsOf(new JsonObjectsSplitter(LIMIT), text, size)).toEqual(records);
});

test('an object that is never closed ends the input', () => {
  for (const size of SIZES)
    expect(() => recordsOf(new JsonObjectsSplitter(LIMIT), `{"a":1}\n{\n"b": ["${'x'.repeat(LIMIT)}`, size)).toThrow(
      'The object that begins on line 2 is never closed: nothing after it was read',
    );
  expect(() => recordsOf(new JsonObjectsSplitter(LIMIT), ' \n', 1)).toThrow('The input is empty');
});

test.each([
  ['{\n', true],
  ['\n { \r\n"a"', true],
  ['{"a": {\n', true],
  ['{"a": 1,\n', true],
  ['{"a":1}\n', false],
  ['{"broken"\n', false],
  ['{"a":\n', false],
  ['{}', false],
  ['{}\r{}\r', true],
  ['{}\r', false],
  ['{}\r\n{}\r\n', false],
])('%j is formatted over several lines: %s', (text, formatted) => expect(isFormatted(text)).toBe(formatted));

test('many line breaks are recognised quickly', () => {
  expect(isFormatted(`{}${'\r'.repeat(60_000)}\n`)).toBe(false);
});
