import { expect, test } from '@jest/globals';
import { LoopYielder } from '@aml-customer/application';
import { parse } from './json-body.js';
import { LARGE, parseInSteps, parseMessageInSteps } from './large-json.js';

/** A clock on which each look takes longer than a step, so that every step yields. */
const yielder = () => {
  let now = 0;
  return new LoopYielder(() => (now += 1000));
};
const long = 'x'.repeat(LARGE);
const members = Array.from({ length: 2000 }, (_, i) => `"k${i}":${i}`).join();

test.each<[string, string]>([
  ['text', `{"a":"${long}\\u0105","b":[1.50,null,{"c":true}]}`],
  ['white space', ` {"a":\n[${' '.repeat(LARGE)}]}\r\n`],
  ['a byte order mark', `\uFEFF{"a":"${long}"}`],
  [
    'many elements',
    `{"a":[${Array(1000)
      .fill(`{"b":"${'y'.repeat(100)}"}`)
      .join()}]}`,
  ],
])('a large body has the same value and text as a small one: %s', async (_, text) => {
  const bytes = Buffer.from(text);
  expect(await parseMessageInSteps(bytes, yielder())).toStrictEqual(parse(bytes));
});

test.each<[string, string | Buffer]>([
  ['malformed', `{"a":"${long}",\n"b":x}`],
  ['cut off', `{"a":"${long}`],
  ['not UTF-8', Buffer.concat([Buffer.from(`{"a":"${long}\n`), Buffer.of(0xe9), Buffer.from('"}')])],
])('a large body is refused as a small one: %s', async (_, text) => {
  const bytes = Buffer.from(text as string);
  expect(await parseMessageInSteps(bytes, yielder())).toStrictEqual(parse(bytes));
});

test.each<[string, string, string]>([
  [
    'nests too deeply',
    `{"a":"${long}","b":${'['.repeat(40)}`,
    ' whose values nest no deeper than 32 levels: line 1, column',
  ],
  ['is a list', `\n ["${long}"]`, ': line 2, column 2'],
])('a large body that %s is refused with the position', async (_, text, detail) => {
  expect(await parseMessageInSteps(Buffer.from(text), yielder())).toEqual({
    refusal: {
      status: 400,
      code: 'F003',
      description: expect.stringContaining(`The body must be a JSON object${detail}`),
    },
  });
});

test('a large body that has too many members is read without the rest of them', async () => {
  const parsed = await parseMessageInSteps(Buffer.from(`{${members},"lastName":"A"}`), yielder());
  expect(Object.keys('value' in parsed ? (parsed.value as object) : {})).toHaveLength(1002);
});

test('a large body that is no customer message has no limits', async () => {
  const text = `{"a":[${'['.repeat(50_000)}${']'.repeat(50_000)},${Array(2000).fill('1').join()}],${members}}`;
  const bytes = Buffer.from(text);
  const parsed = await parseInSteps(bytes, yielder());
  expect(Object.keys('value' in parsed ? (parsed.value as object) : {})).toHaveLength(2001);
  expect(await parseInSteps(bytes.subarray(0, -1), yielder())).toHaveProperty('refusal.code', 'F003');
});
