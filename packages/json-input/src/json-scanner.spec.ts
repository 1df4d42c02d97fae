import { describe, expect, test } from '@jest/globals';
import { MAX_DEPTH } from '@aml-customer/domain';
import fc from 'fast-check';
import { JsonScanner } from './json-scanner.js';
import { malformedAt } from './malformed.js';

const ignoring = { key: () => {}, value: () => {} };

/** Scans a text in pieces: the offset at which it is malformed, or the keys and values near its top. */
function scan(text: string, piece = Infinity): number | string[] {
  const bytes = Buffer.from(text);
  const heard: string[] = [];
  const scanner = new JsonScanner(bytes, {
    key: (start, end) => heard.push(`key ${bytes.toString('utf8', start, end)}`),
    value: (depth, start, end) => heard.push(`${depth} ${bytes.toString('utf8', start, end)}`),
  });
  for (let until = piece; ; until += piece) {
    const found = scanner.run(until);
    if (found === 'end') return heard;
    if (found !== 'more') return found.brokenAt;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const FRAGMENTS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"',
  '\\',
  '\\u00e9',
  '\\ud83',
  '\\n',
  '-',
  '0',
  '12',
  '.5',
  'e+3',
  'E',
  'true',
  'fals',
  'null',
  ' ',
  '\n',
  '\t',
  '\u0001',
  '\u00a0',
  'ž',
  '😀',
  '\u2028',
  '\u007f',
];
const nearlyJson = fc
  .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.nat(3), fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 4 }))
  .map(([json, at, cut, put]) => json.slice(0, at % json.length) + put.join('') + json.slice((at % json.length) + cut));

describe('a scanned text', () => {
  test('is JSON exactly if JSON.parse accepts it, in pieces of any size', () => {
    let [good, broken] = [0, 0];
    const text = fc.oneof(
      fc.json(),
      nearlyJson,
      fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (json, piece) => {
        const found = scan(json);
        expect(scan(json, piece)).toEqual(found);
        expect(Array.isArray(found)).toBe(isJson(json));
        if (Array.isArray(found)) good++;
        else broken++;
      }),
      { seed: 20261122, numRuns: 20_000 },
    );
    expect([good > 2000, broken > 2000]).toEqual([true, true]);
  });

  test.each([
    '{"a":}',
    '{"a":1 "b":2}',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}\n// x',
    '{}{}',
    '{"a":[1,2',
    '{"a":"b',
    '{"a":"\u0001"}',
    '{"a":"\\x"}',
    '{"a":"\\u12',
    '{"a":01}',
    '{"a":NaN}',
    ' \n ',
    '[1}',
    '{"a"]',
    'tru',
    '[nul]',
    '"\\',
    '{"a":1,"a',
    '[',
    '{1:2}',
    '[1,]',
  ])('is malformed at the position that malformedAt reports: %j', (text) => {
    const { line, column } = malformedAt(text);
    const at =
      text
        .split('\n')
        .slice(0, line - 1)
        .reduce((sum, before) => sum + before.length + 1, 0) +
      column -
      1;
    expect(scan(text)).toBe(at);
  });

  test.each(['1.', '-', '1e', '1e+', '.5', '+1', '-a', '01', '1.e3', '0x1'])(
    'does not accept the number %s',
    (text) => {
      expect(scan(`[${text}]`)).toEqual(expect.any(Number));
    },
  );

  test.each(['1', '-1', '10.0', '1e+', '"', '[ ', '{"a":true,"b":'])(
    'is read only as far as requested, even within a long token: %s…',
    (beginning) => {
      const rest = (beginning.endsWith(' ') ? ' ' : '1').repeat(100);
      expect(new JsonScanner(Buffer.from(beginning + rest), ignoring).run(50)).toBe('more');
    },
  );

  test('reports its keys and the values near its top, each with its text', () => {
    expect(scan('{"list": [ {"a":[1]} , "x" ,2.50] ,"b":{"c":[3],"d":4},"e":null}')).toEqual([
      'key "list"',
      '2 {"a":[1]}',
      '2 "x"',
      '2 2.50',
      '1 [ {"a":[1]} , "x" ,2.50]',
      'key "b"',
      '1 {"c":[3],"d":4}',
      'key "e"',
      '1 null',
    ]);
    expect(scan('[[1],{"a":2}]')).toEqual(['2 1', '1 [1]', '1 {"a":2}']);
    expect(scan('"alone"')).toEqual([]);
  });

  test('may nest to any depth, and reports where it exceeds the depth of a body', () => {
    expect(scan('['.repeat(200_000) + ']'.repeat(200_000))).toHaveLength(2);
    expect(scan('['.repeat(200_000))).toBe(200_000);
    const deep: number[] = [];
    const text = `[${'['.repeat(MAX_DEPTH - 1)}${']'.repeat(MAX_DEPTH - 1)},${'['.repeat(MAX_DEPTH + 1)}`;
    new JsonScanner(Buffer.from(text), { ...ignoring, tooDeep: (at) => deep.push(at) }).run(Infinity);
    expect(deep).toEqual([text.length - 2]);
  });

  test('reports a NUL character or an unpaired surrogate in decoded strings and keys, in pieces of any size', () => {
    const fragments = [
      '\\u0000',
      '\\ud83D',
      '\\uDE00',
      '\\uD7ff',
      '\\ue000',
      '\\\\',
      'u0000',
      'ud83d',
      'd',
      '\\n',
      '😀',
      'a',
    ];
    let [sound, unsound] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...fragments), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (parts, piece, isKey) => {
          const string = `"${parts.join('')}"`;
          const value = JSON.parse(string) as string;
          const bytes = Buffer.from(isKey ? `{"x":{${string}:1}}` : `[${string}]`);
          let reported = false;
          const scanner = new JsonScanner(bytes, { ...ignoring, unsound: () => (reported = true) });
          for (let until = piece; scanner.run(until) !== 'end';) until += piece;
          expect([string, reported]).toEqual([string, value.includes('\0') || !value.isWellFormed()]);
          if (reported) unsound++;
          else sound++;
        },
      ),
      { seed: 20261122, numRuns: 3000 },
    );
    expect([sound > 300, unsound > 300]).toEqual([true, true]);
  });
});
