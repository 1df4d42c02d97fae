import { expect, test } from '@jest/globals';
import { Overloaded } from '@aml-customer/application';
import { BatchPlaces } from './batch-places.js';

/** Work that lasts until it is told to end. */
function work() {
  const events: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const begin = (name: string) => () => new Promise<string>((resolve, reject) => {
    events.push(`${name} begins`);
    ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)));
  });
  return { events, begin, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}
const turn = () => new Promise(setImmediate);

test('batches beyond the places are refused at once', async () => {
  const [places, { begin, end }] = [new BatchPlaces(2), work()];
  const [a, b] = [places.take(begin('a')), places.take(begin('b'))];
  await expect(places.take(begin('c'))).rejects.toBeInstanceOf(Overloaded);
  end('a');
  expect(await a).toBe('a');
  const d = places.take(begin('d'));
  for (const name of ['b', 'd']) end(name);
  expect([await b, await d]).toEqual(['b', 'd']);
});

test('batches of one key go one after another, however they end, and those of others at once', async () => {
  const [places, { events, begin, end }] = [new BatchPlaces(3), work()];
  const first = places.take(begin('first'), 'key');
  const second = places.take(begin('second'), 'key');
  const third = places.take(begin('third'), 'key');
  const other = places.take(begin('other'), 'another');
  await turn();
  expect(events).toEqual(['first begins', 'other begins']);
  end('first', new Error('It failed'));
  await expect(first).rejects.toThrow('It failed');
  await turn();
  expect(events).toEqual(['first begins', 'other begins', 'second begins']);
  end('second');
  expect(await second).toBe('second');
  await turn();
  expect(events.at(-1)).toBe('third begins');
  for (const name of ['third', 'other']) end(name);
  expect([await third, await other]).toEqual(['third', 'other']);
});

test('those that wait take no place, and are not endlessly many', async () => {
  const [places, { begin, end }] = [new BatchPlaces(2), work()];
  const waiting = Array.from({ length: 9 }, (_, n) => places.take(begin(`${n}`), 'key'));
  await expect(places.take(begin('too many'), 'key')).rejects.toBeInstanceOf(Overloaded);
  const other = places.take(begin('other'));
  for (let n = 0; n < 9; n++) {
    await turn();
    end(`${n}`);
  }
  end('other');
  expect(await Promise.all([...waiting, other])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 'other'].map(String));
});
