import { expect, test } from '@jest/globals';
import { toCreate } from './an-intent.js';
import type { CustomersUnderTest } from './customers-under-test.js';

const BODIES: readonly (readonly [string, string])[] = [
  ['letters of many scripts', '{"a":"Ąžuolas Šė, Ελλάδα, Київ, 東京, مرحبا, ไทย"}'],
  ['characters beyond the basic multilingual plane, and combined ones', '{"a":"🌳𝔘👩‍👩‍👧 e\u0301 é \u2028\u2029\ufeff"}'],
  ['escapes', '{"a":"\\u0105\\/\\ud83c\\udf33\\n","b":"\\\\u0105"}'],
  ['white space, the order of members, and duplicate members', '\n {\t"b" : 1,\r\n"a":2 , "b":3 }\n'],
  ['numbers with all digits', '{"a":1.0,"b":12345678901234567890.1234567890,"c":1E5,"d":-0}'],
  ['quotes and SQL syntax', `{"a":"it's \\"q\\" $1 :name ? -- ; %s \\\\ E'x'"}`],
  ['a megabyte', `{"a":"${'Žąsis 🌳 '.repeat(80_000)}"}`],
];

const IDS: readonly string[] = [
  'with a space',
  '100%',
  '%2F',
  'a/b//c',
  '../..',
  'back\\slash',
  `it's`,
  '"quoted"',
  "'; drop table customer; --",
  'Ąžuolas Šė',
  'ĄŽUOLAS ŠĖ',
  'e\u0301',
  'é',
  '🌳',
  'null',
  '0',
  '007',
  '7',
  '$1',
  '{}',
  '?a=b&c#d',
  '__proto__',
  'constructor',
  'x'.repeat(256),
  '東'.repeat(256),
];

/** Text is read exactly as it was stored, and identifiers differ if any character differs. */
export function fidelity(adapter: () => CustomersUnderTest): void {
  test.each(BODIES)('a body with %s', async (content, body) => {
    await adapter().customers.store(toCreate({ number: `body ${content}`, extId: `body ${content}` }), body);
    expect((await adapter().customers.find(`body ${content}`))?.body === body).toBe(true);
    expect((await adapter().customers.standing(`body ${content}`, undefined)).acceptedBody === body).toBe(true);
  });

  test('a title with any characters', async () => {
    await adapter().customers.store(
      toCreate({ number: 'title', extId: 'title', customer: { title: 'Gėlių „Rūta“ ir Ko. 🌷 \\ \' "' } }),
      '{}',
    );
    expect((await adapter().customers.find('title'))?.title).toBe('Gėlių „Rūta“ ir Ko. 🌷 \\ \' "');
  });

  test('identifiers and numbers with any characters', async () => {
    for (const id of IDS)
      expect([
        id,
        await adapter().customers.store(
          toCreate({ number: id, extId: id, follow: { screenings: [id] } }),
          JSON.stringify({ id }),
        ),
      ]).toEqual([id, 'stored']);
    for (const id of IDS) {
      expect(await adapter().customers.find(id)).toMatchObject({
        customerExtId: id,
        communicationNumber: id,
        body: JSON.stringify({ id }),
      });
      expect(await adapter().customers.find(id, 1)).toMatchObject({ customerExtId: id });
      expect(await adapter().customers.versions(id)).toMatchObject([{ communicationNumber: id }]);
      expect(await adapter().customers.standing(id, id)).toEqual({
        acceptedBody: JSON.stringify({ id }),
        customerExists: true,
      });
      expect(await adapter().followUps.queuedBy(id)).toEqual([{ kind: 'screening', process: id }]);
    }
  });
}
