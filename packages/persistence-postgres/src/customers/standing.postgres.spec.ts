import { expect, jest, test } from '@jest/globals';
import { creation, onTestDatabase } from '../../test/support.js';
import type { Postgres } from '../open.js';

jest.setTimeout(60_000);
let postgres: Postgres;
onTestDatabase((opened) => ({ postgres } = opened));

test('each of hundreds of concurrent questions gets the answer for its own message', async () => {
  const some = Array.from({ length: 300 }, (_, i) => i);
  await Promise.all(
    some
      .filter((i) => i % 2 === 0)
      .map((i) =>
        postgres.customers.store(creation({ number: `N-${i}`, customer: { extId: `C-${i}` } }), `{"i":${i}}`),
      ),
  );
  const standings = await Promise.all(
    some.map((i) => postgres.customers.standing(`N-${i}`, i % 3 === 0 ? undefined : `C-${i % 5 === 0 ? i : i - 1}`)),
  );
  expect(standings).toEqual(
    some.map((i) => {
      const customer = i % 5 === 0 ? i : i - 1;
      return {
        ...(i % 2 === 0 && { acceptedBody: `{"i":${i}}` }),
        customerExists: i % 3 !== 0 && customer >= 0 && customer % 2 === 0,
      };
    }),
  );
});

test('text that the database cannot store is never found, and does not affect other questions', async () => {
  const asked = [
    ['N-0', 'C-0'],
    ['N-\0', 'C-\0'],
    ['N-\ud800', 'C-2'],
    ['N-2', undefined],
  ] as const;
  expect(await Promise.all(asked.map(([number, customer]) => postgres.customers.standing(number, customer)))).toEqual([
    { acceptedBody: '{"i":0}', customerExists: true },
    { customerExists: false },
    { customerExists: true },
    { acceptedBody: '{"i":2}', customerExists: false },
  ]);
});
