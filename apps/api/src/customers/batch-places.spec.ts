import { expect, test } from '@jest/globals';
import { Overloaded } from '@aml-customer/application';
import { BatchPlaces, WAITING } from './batch-places.js';

/** Batches that are received at once, and whose work lasts until it is told to end. */
function sending(places: BatchPlaces) {
  const events: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) =>
    new Promise<void>((resolve, reject) => {
      events.push(`${name} begins`);
      ends.set(name, (failure) => (failure ? reject(failure) : resolve()));
    });
  const send = (name: string, key?: string, receive: () => Promise<string | undefined> = async () => name) =>
    places.take(receive, work, key);
  return { events, send, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}
const turn = () => new Promise(setImmediate);

test('batches beyond the places wait, and of those that wait one beyond is refused before it is received', async () => {
  const { events, send, end } = sending(new BatchPlaces(2));
  const sent = ['a', 'b', ...Array.from({ length: WAITING }, (_, n) => `${n}`)].map((name) => send(name));
  await turn();
  let received = false;
  await expect(send('too many', undefined, async () => ((received = true), 'x'))).rejects.toBeInstanceOf(Overloaded);
  expect([events, received]).toEqual([['a begins', 'b begins'], false]);
  end('b');
  await turn();
  expect(events.at(-1)).toBe('0 begins');
  for (const name of ['a', ...Array.from({ length: WAITING }, (_, n) => `${n}`)]) {
    end(name);
    await turn();
  }
  await Promise.all(sent);
});

test('one that is received while too many wait is refused then', async () => {
  const { send, end } = sending(new BatchPlaces(1));
  let arrive: (name: string) => void = () => {};
  const late = send('late', undefined, () => new Promise((resolve) => (arrive = resolve)));
  const sent = ['a', ...Array.from({ length: WAITING }, (_, n) => `${n}`)].map((name) => send(name));
  await turn();
  arrive('late');
  await expect(late).rejects.toBeInstanceOf(Overloaded);
  for (const name of ['a', ...Array.from({ length: WAITING }, (_, n) => `${n}`)]) {
    end(name);
    await turn();
  }
  await Promise.all(sent);
});

test('batches on their way take no place, nor do those of which nothing is received', async () => {
  const { events, send, end } = sending(new BatchPlaces(1));
  for (let n = 0; n < 20; n++) void send(`slow ${n}`, undefined, () => new Promise(() => {}));
  await send('refused', undefined, async () => undefined);
  await expect(send('broken off', undefined, () => Promise.reject(new Error('Broken off')))).rejects.toThrow(
    'Broken off',
  );
  const good = send('good');
  await turn();
  expect(events).toEqual(['good begins']);
  end('good');
  await good;
});

test('batches of one key go one after another, as they began to come and however they end, and those of others at once', async () => {
  const { events, send, end } = sending(new BatchPlaces(3));
  let arrive: (name: string) => void = () => {};
  const first = send('first', 'key', () => new Promise((resolve) => (arrive = resolve)));
  const [second, third, other] = [send('second', 'key'), send('third', 'key'), send('other', 'another')];
  await turn();
  expect(events).toEqual(['other begins']);
  arrive('first');
  await turn();
  expect(events).toEqual(['other begins', 'first begins']);
  end('first', new Error('It failed'));
  await expect(first).rejects.toThrow('It failed');
  await turn();
  expect(events.at(-1)).toBe('second begins');
  end('second');
  await second;
  await turn();
  expect(events.at(-1)).toBe('third begins');
  for (const name of ['third', 'other']) end(name);
  await Promise.all([third, other]);
});

test('those that wait for their key take no place, and are not endlessly many', async () => {
  const { send, end } = sending(new BatchPlaces(2));
  const waiting = Array.from({ length: WAITING + 1 }, (_, n) => send(`${n}`, 'key'));
  await expect(send('too many', 'key')).rejects.toBeInstanceOf(Overloaded);
  const other = send('other');
  await turn();
  end('other');
  await other;
  for (let n = 0; n <= WAITING; n++) {
    end(`${n}`);
    await turn();
  }
  await Promise.all(waiting);
});
