import { expect, test } from '@jest/globals';
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { Resolve } from './guarded-lookup.js';
import { shared } from './shared-lookup.js';

const OPTIONS: LookupAllOptions = { all: true };

/** Look-ups that hang until the test answers them. */
function hanging() {
  const asked: { readonly name: string; readonly answer: Parameters<Resolve>[2] }[] = [];
  return { asked, resolve: shared((name, _, answer) => void asked.push({ name, answer })) };
}

test('concurrent look-ups of a name share one look-up, and all get its answer', () => {
  const { asked, resolve } = hanging();
  const results: (readonly LookupAddress[])[] = [];
  for (let n = 0; n < 3; n++) resolve('one.example', OPTIONS, (_, addresses) => results.push(addresses));
  expect(asked.map(({ name }) => name)).toEqual(['one.example']);
  const found = [{ address: '192.0.2.1', family: 4 }];
  asked[0]?.answer(null, found);
  expect(results).toEqual([found, found, found]);
});

test('a name is looked up again after an answer or an error', () => {
  const { asked, resolve } = hanging();
  const failures: unknown[] = [];
  const failed = new Error('ENOTFOUND');
  for (let n = 0; n < 2; n++) {
    resolve('one.example', OPTIONS, (error) => failures.push(error));
    asked[n]?.answer(failed, []);
  }
  expect(failures).toEqual([failed, failed]);
});

test('other names and options are looked up concurrently', () => {
  const { asked, resolve } = hanging();
  for (const [name, options] of [
    ['one.example', OPTIONS],
    ['two.example', OPTIONS],
    ['one.example', { ...OPTIONS, family: 6 }],
  ] as const)
    resolve(name, options, () => undefined);
  expect(asked.map(({ name }) => name)).toEqual(['one.example', 'two.example', 'one.example']);
});
