import { expect, test } from '@jest/globals';
import { toCreate } from './an-intent.js';
import type { CustomersUnderTest } from './customers-under-test.js';

const BODIES: readonly (readonly [string, string])[] = [
  ['letters of many scripts', '{"a":"Ąžuolas Šė, Ελλάδα, Київ, 東京, مرحبا, ไทย"}'],
  ['characters beyond the first plane, and joined ones', '{"a":"🌳𝔘👩‍👩‍👧 e\u0301 é \u2028\u2029\ufeff"}'],
  ['escapes as they were written', '{"a":"\\u0105\\/\\ud83c\\udf33\\n","b":"\\\\u0105"}'],
  ['white space, the order of members, and members given twice', '\n {\t"b" : 1,\r\n"a":2 , "b":3 }\n'],
  ['numbers to the digit', '{"a":1.0,"b":12345678901234567890.1234567890,"c":1E5,"d":-0}'],
  ['quotes and what databases read', `{"a":"it's \\"q\\" $1 :name ? -- ; %s \\\\ E'x'"}`],
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

/** Text comes back as it was stored: bodies to the letter, and identifiers that are told apart to the letter. */
export function fidelity(used: () => CustomersUnderTest): void {
  test.each(BODIES)('a body with %s', async (what, body) => {
    await used().customers.store(toCreate({ number: `body ${what}`, extId: `body ${what}` }), body);
    expect((await used().customers.find(`body ${what}`))?.body === body).toBe(true);
    expect((await used().customers.standing(`body ${what}`, undefined)).acceptedBody === body).toBe(true);
  });

  test('a title, in the letters of its customer', async () => {
    await used().customers.store(
      toCreate({ number: 'title', extId: 'title', customer: { title: 'Gėlių „Rūta“ ir Ko. 🌷 \\ \' "' } }),
      '{}',
    );
    expect((await used().customers.find('title'))?.title).toBe('Gėlių „Rūta“ ir Ko. 🌷 \\ \' "');
  });

  test('identifiers and numbers of any characters, each a customer of its own', async () => {
    for (const id of IDS)
      expect([
        id,
        await used().customers.store(
          toCreate({ number: id, extId: id, follow: { screenings: [id] } }),
          JSON.stringify({ id }),
        ),
      ]).toEqual([id, 'stored']);
    for (const id of IDS) {
      expect(await used().customers.find(id)).toMatchObject({
        customerExtId: id,
        communicationNumber: id,
        body: JSON.stringify({ id }),
      });
      expect(await used().customers.find(id, 1)).toMatchObject({ customerExtId: id });
      expect(await used().customers.versions(id)).toMatchObject([{ communicationNumber: id }]);
      expect(await used().customers.standing(id, id)).toEqual({
        acceptedBody: JSON.stringify({ id }),
        customerExists: true,
      });
      expect(await used().followUps.queuedBy(id)).toEqual([{ kind: 'screening', process: id }]);
    }
  });
}
