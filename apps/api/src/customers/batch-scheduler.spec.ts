import { expect, test } from '@jest/globals';
import { Overloaded } from '@aml-customer/application';
import { BatchScheduler, MAX_WAITING } from './batch-scheduler.js';

/** Sends batches that arrive immediately and whose processing lasts until the test ends it. */
function sendingTo(scheduler: BatchScheduler) {
  const events: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const process = (name: string) =>
    new Promise<void>((resolve, reject) => {
      events.push(`${name} begins`);
      ends.set(name, (failure) => (failure ? reject(failure) : resolve()));
    });
  const send = (name: string, key?: string, receive: () => Promise<string | undefined> = async () => name) =>
    scheduler.run(receive, process, key);
  return { events, send, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}
const nextTurn = () => new Promise(setImmediate);
const waitingNames = Array.from({ length: MAX_WAITING }, (_, n) => `${n}`);

test('batches beyond the concurrency wait; beyond MAX_WAITING they are refused before they are received', async () => {
  const { events, send, end } = sendingTo(new BatchScheduler(2));
  const sent = ['a', 'b', ...waitingNames].map((name) => send(name));
  await nextTurn();
  let received = false;
  await expect(send('too many', undefined, async () => ((received = true), 'x'))).rejects.toBeInstanceOf(Overloaded);
  expect([events, received]).toEqual([['a begins', 'b begins'], false]);
  end('b');
  await nextTurn();
  expect(events.at(-1)).toBe('0 begins');
  for (const name of ['a', ...waitingNames]) {
    end(name);
    await nextTurn();
  }
  await Promise.all(sent);
});

test('a batch whose body arrives while too many wait is refused', async () => {
  const { send, end } = sendingTo(new BatchScheduler(1));
  let arrive: (name: string) => void = () => {};
  const late = send('late', undefined, () => new Promise((resolve) => (arrive = resolve)));
  const sent = ['a', ...waitingNames].map((name) => send(name));
  await nextTurn();
  arrive('late');
  await expect(late).rejects.toBeInstanceOf(Overloaded);
  for (const name of ['a', ...waitingNames]) {
    end(name);
    await nextTurn();
  }
  await Promise.all(sent);
});

test('batches that have not arrived, were refused or broke off do not count', async () => {
  const { events, send, end } = sendingTo(new BatchScheduler(1));
  for (let n = 0; n < 20; n++) void send(`slow ${n}`, undefined, () => new Promise(() => {}));
  await send('refused', undefined, async () => undefined);
  await expect(send('broken off', undefined, () => Promise.reject(new Error('Broken off')))).rejects.toThrow(
    'Broken off',
  );
  const good = send('good');
  await nextTurn();
  expect(events).toEqual(['good begins']);
  end('good');
  await good;
});

test('batches with the same key run in request order, even after a failure; others run concurrently', async () => {
  const { events, send, end } = sendingTo(new BatchScheduler(3));
  let arrive: (name: string) => void = () => {};
  const first = send('first', 'key', () => new Promise((resolve) => (arrive = resolve)));
  const [second, third, other] = [send('second', 'key'), send('third', 'key'), send('other', 'another')];
  await nextTurn();
  expect(events).toEqual(['other begins']);
  arrive('first');
  await nextTurn();
  expect(events).toEqual(['other begins', 'first begins']);
  end('first', new Error('It failed'));
  await expect(first).rejects.toThrow('It failed');
  await nextTurn();
  expect(events.at(-1)).toBe('second begins');
  end('second');
  await second;
  await nextTurn();
  expect(events.at(-1)).toBe('third begins');
  for (const name of ['third', 'other']) end(name);
  await Promise.all([third, other]);
});

test('batches that wait for their key do not count, and their number is limited', async () => {
  const { send, end } = sendingTo(new BatchScheduler(2));
  const waiting = Array.from({ length: MAX_WAITING + 1 }, (_, n) => send(`${n}`, 'key'));
  await expect(send('too many', 'key')).rejects.toBeInstanceOf(Overloaded);
  const other = send('other');
  await nextTurn();
  end('other');
  await other;
  for (let n = 0; n <= MAX_WAITING; n++) {
    end(`${n}`);
    await nextTurn();
  }
  await Promise.all(waiting);
});
