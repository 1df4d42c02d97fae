import { describe, expect, test } from '@jest/globals';
import { MAX_BATCH } from '@aml-customer/application';
import fc from 'fast-check';
import { elementsOf, split } from './batch-body.js';
import { malformedAt, notUtf8At } from '@aml-customer/json-input';

const clock = () => performance.now();
const texts = async (body: string | Buffer): Promise<readonly string[] | { refusal: unknown }> => {
  const bytes = Buffer.from(body as string);
  const spans = await split(bytes, 'ignore', clock);
  if ('refusal' in spans) return spans;
  return spans.flatMap((start, index) => (index % 2 === 0 ? [bytes.toString('utf8', start, spans[index + 1])] : []));
};
const refusal = (code: string, description: string) => ({ refusal: { status: 400, code, description } });
const F003 = (detail: string) => refusal('F003', `The body must be a JSON object${detail}`);

describe('the body of a batch', () => {
  test.each<[string, string, string[]]>([
    [
      'each with its original text',
      '{"customers":[ {"a": 1.50,"a":2e0} ,\n{"b":"ž\\u00e9"},[],7]}',
      ['{"a": 1.50,"a":2e0}', '{"b":"ž\\u00e9"}', '[]', '7'],
    ],
    ['none', '{"customers":[]}', []],
    ['after a byte order mark', '\uFEFF{"customers":[{}]}', ['{}']],
    [
      'beside other members, which are ignored',
      '{"customer":[1],"customers":[{}],"x":{"customers":[2]},"y":[3]}',
      ['{}'],
    ],
    ['under an escaped name', '{"\\u0063ustomers":[{}]}', ['{}']],
    ['of the last of two equal names', '{"customers":[1,2],"customers":[{}]}', ['{}']],
  ])('holds its elements: %s', async (_, body, expected) => {
    expect(await texts(body)).toEqual(expected);
  });

  test.each([
    ['not an object', '\n [{}]', F003(': line 2, column 2')],
    ['an object without the list', '{"customer":[]}', refusal('F002', 'customers must be a list of customers')],
    [
      'another value in its place',
      '{"customers":{"customers":[]}}',
      refusal('F002', 'customers must be a list of customers'),
    ],
    [
      'another value in its last place',
      '{"customers":[{}],"customers":null}',
      refusal('F002', 'customers must be a list of customers'),
    ],
    [
      'malformed in an element',
      '{"customers":[{"a":"😀"},\r\n\r{"lastName": Girdenytė}]}',
      F003(': malformed at line 3, column 14'),
    ],
    ['malformed after the list', '{"customers":[{}]]}', F003(': malformed at line 1, column 18')],
    ['cut off', '{"customers":[{}', F003(': malformed at line 1, column 17')],
    [
      'not UTF-8',
      Buffer.concat([Buffer.from('{"customers":[\n"ž'), Buffer.of(0xe9), Buffer.from('"]}')]),
      F003(': malformed at line 2, column 3'),
    ],
    [
      'of more customers than a batch may have',
      `{"customers":[${'1,'.repeat(MAX_BATCH)}1]}`,
      refusal('LEN03', 'customers has more than 10000 elements'),
    ],
    [
      'of more members than an object may have',
      `{"customers":[],${Array.from({ length: 1000 }, (_, i) => `"k${i}":1`).join()}}`,
      refusal('LEN04', 'The body has more than 1000 members'),
    ],
  ])('is refused as a whole: %s', async (_, body, expected) => {
    expect(await texts(body)).toEqual(expected);
  });

  describe('is refused for problems outside its elements that reject a single message anywhere', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    const UNSOUND = refusal('LEN02', 'The body has a NUL character or an unpaired surrogate');
    const tooDeep = (column: number) => F003(` whose values nest no deeper than 32 levels: line 1, column ${column}`);

    test.each([
      ['nested too deeply before them', `{"x":${deep(32)},"customers":[{}]}`, tooDeep(37)],
      ['nested too deeply after them', `{"customers":[{}],"x":${deep(32)}}`, tooDeep(54)],
      ['nested too deeply in a body that is not an object', deep(33), tooDeep(33)],
      ['a NUL character', '{"customers":[{}],"x":["\\u0000"]}', UNSOUND],
      ['an unpaired surrogate', '{"x":"\\ud83c","customers":[{}]}', UNSOUND],
      ['a NUL character in a key', '{"customers":[{}],"\\u0000customers":1}', UNSOUND],
    ])('%s', async (_, body, expected) => {
      expect(await texts(body)).toEqual(expected);
    });

    test('but not for the same in an element, or for what a single message may contain', async () => {
      const element = `{"a":"\\u0000","b":${deep(100)}}`;
      expect(await texts(`{"x":${deep(31)},"customers":[${element}],"y":"\\ud83c\\udf33"}`)).toEqual([element]);
    });

    test('in the order of a single message: after its own field, before unknown fields', async () => {
      expect(await texts('{"customers":7,"x":"\\u0000"}')).toEqual(
        refusal('F002', 'customers must be a list of customers'),
      );
      expect(await split(Buffer.from('{"customers":[],"x":"\\u0000"}'), 'reject', clock)).toEqual(UNSOUND);
    });
  });

  test('is refused for other members if unknown fields are rejected', async () => {
    const strict = (body: string) => split(Buffer.from(body), 'reject', clock);
    expect(await strict('{"a":1,"customers":[{"x":1}],"b":{"c":2}}')).toEqual(
      refusal('F001', 'The body has members that are not fields of the contract: 2'),
    );
    expect(await strict('{"customers":[{"x":1}]}')).toEqual([14, 21]);
  });

  test('may have as many customers as the limit allows', async () => {
    expect(await texts(`{"customers":[${'1,'.repeat(MAX_BATCH - 1)}1]}`)).toHaveLength(MAX_BATCH);
  });

  test('is refused whenever a single message of the same text is', async () => {
    const filler = '"žą😀\\n",\n'.repeat(20_000);
    for (const broken of ['nul', '"\u0002"', '{"a":01}']) {
      const text = `{"customers":[[${filler}${broken}]]}`;
      const { line, column } = malformedAt(text);
      expect(await texts(text)).toEqual(F003(`: malformed at line ${line}, column ${column}`));
    }
  });

  test('is refused at the first byte that is not UTF-8, at any position', async () => {
    const good = Buffer.from('{"customers":["žąš😀\n'.repeat(6000));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(0x80, 0xff, 0xc3, 0xed, 0xf0), async (at, byte) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        const place = notUtf8At(bytes);
        fc.pre(place !== undefined);
        expect(await texts(bytes)).toEqual(F003(`: malformed at line ${place?.line}, column ${place?.column}`));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });
});

describe('an element', () => {
  const element = async (text: string, limit: number) => {
    const bytes = Buffer.from(`{"customers":[${text}]}`);
    return elementsOf(bytes, (await split(bytes, 'ignore', clock)) as readonly number[], limit, clock).at(0);
  };

  test('has its text and its value', async () => {
    expect(await element('{"a": 1.0}', 10)).toEqual({ text: '{"a": 1.0}', value: { a: 1 } });
  });

  test('beyond the limit of a single message is not decoded', async () => {
    expect(await element('{"a":"žž"}', 11)).toEqual({
      unread: { code: 'F005', description: 'The body is larger than 11 bytes' },
    });
  });
});

test('a large element is read in steps, and refused as a single message would be', async () => {
  const long = `"x":"${'y'.repeat(70_000)}"`;
  const elements = [`{"a":1,${long}}`, `{"a":${'['.repeat(40)}${']'.repeat(40)},${long}}`, `[{${long}}]`];
  const bytes = Buffer.from(elements.join());
  const spans = elements.flatMap((text, i) => {
    const start = elements.slice(0, i).join().length + Math.min(i, 1);
    return [start, start + text.length];
  });
  const found = elementsOf(bytes, spans, 1_000_000, clock);
  expect(await found.at(0)).toEqual({ text: elements[0], value: { a: 1, x: 'y'.repeat(70_000) } });
  expect(await Promise.all([found.at(1), found.at(2)])).toEqual(
    [' whose values nest no deeper than 32 levels: line 1, column 37', ': line 1, column 1'].map((detail) => ({
      unread: { code: 'F003', description: `The body must be a JSON object${detail}` },
    })),
  );
});
