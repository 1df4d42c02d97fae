import { Overloaded } from '@aml-customer/application';
import { describe, expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Batcher, type BatchBounds } from './batcher.js';

const BOUNDS: BatchBounds = { lanes: 1, items: 100, size: 1000, heldItems: 1000, heldSize: 10_000, patienceMs: 1000 };
const done = (items: readonly string[]): PromiseSettledResult<string>[] => items.map((item) => ({ status: 'fulfilled', value: item.toUpperCase() }));

/** A batcher whose batches end when the test says so, in the order in which they began. */
function held(bounds: Partial<BatchBounds> = {}, now = () => 0) {
  const batches: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const batcher = new Batcher<string, string>({ ...BOUNDS, ...bounds }, async (items) => {
    batches.push(items);
    await new Promise<void>((resolve) => ends.push(resolve));
    return done(items);
  }, now);
  const add = (item: string, keys: readonly string[] = [item], size = 1) => batcher.add(item, keys, size);
  const end = async () => {
    ends.shift()?.();
    await turn();
    await turn();
  };
  return { batcher, batches, add, end };
}

describe('a batch', () => {
  test('is of one where nobody else comes, and begins at once', async () => {
    const { add, batches, end } = held();
    const answer = add('a');
    await turn();
    expect(batches).toEqual([['a']]);
    await end();
    await expect(answer).resolves.toBe('A');
  });

  test('is of all that came at once, and then of all that came meanwhile, in their order', async () => {
    const { add, batches, end } = held();
    const first = ['a', 'b'].map((item) => add(item));
    await turn();
    const second = ['c', 'd', 'e'].map((item) => add(item));
    await end();
    await end();
    expect(batches).toEqual([['a', 'b'], ['c', 'd', 'e']]);
    expect(await Promise.all([...first, ...second])).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  test.each<[string, Partial<BatchBounds>, string[][]]>([
    ['items', { items: 2 }, [['a', 'b'], ['c', 'd'], ['e']]],
    ['size, but for an item that exceeds it alone', { size: 5 }, [['a', 'b'], ['c'], ['d', 'e']]],
  ])('is bounded by %s', async (_, bounds, expected) => {
    const { add, batches, end } = held(bounds);
    const answers = Object.entries({ a: 2, b: 3, c: 9, d: 1, e: 1 }).map(([item, size]) => add(item, [item], size));
    await turn();
    for (let ended = 0; ended < expected.length; ended++) await end();
    await Promise.all(answers);
    expect(batches).toEqual(expected);
  });

  test('goes beside others, as many as there are lanes', async () => {
    const { add, batches, end } = held({ lanes: 2, items: 1 });
    const answers = ['a', 'b', 'c'].map((item) => add(item));
    await turn();
    expect(batches).toEqual([['a'], ['b']]);
    await end();
    expect(batches).toEqual([['a'], ['b'], ['c']]);
    await end();
    await end();
    await Promise.all(answers);
  });
});

describe('items that share a key', () => {
  test('go one after the other, in the order in which they came; the others overtake them', async () => {
    const { add, batches, end } = held({ lanes: 4 });
    const answers = [add('a1', ['a']), add('a2', ['a']), add('b1', ['b']), add('ab', ['a', 'b']), add('b2', ['b']), add('c', ['c'])];
    await turn();
    for (let ended = 0; ended < 4; ended++) await end();
    await Promise.all(answers);
    expect(batches).toEqual([['a1', 'b1', 'c'], ['a2'], ['ab'], ['b2']]);
  });

  test('do not wait for ever where they share several', async () => {
    const { add, batches, end } = held();
    const answers = [add('1', ['x', 'y']), add('2', ['y', 'x']), add('3', ['x', 'y'])];
    for (let ended = 0; ended < 4; ended++) await end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
    expect(batches).toEqual([['1'], ['2'], ['3']]);
  });

  test('cost no more each, however many they are', async () => {
    const batcher = new Batcher<string, string>({ ...BOUNDS, heldItems: 20_000, heldSize: 20_000, patienceMs: 60_000 }, async (items) => done(items));
    const answers = Array.from({ length: 10_000 }, () => batcher.add('a', ['same'], 1));
    expect(await Promise.all(answers)).toHaveLength(10_000);
  });
});

describe('what fails', () => {
  test('fails for its own item, where the work says so', async () => {
    const batcher = new Batcher<string, string>(BOUNDS, async (items) => items.map((item) => (item === 'poison' ? { status: 'rejected', reason: new Error(item) } : { status: 'fulfilled', value: item })));
    const settled = await Promise.allSettled(['a', 'poison', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(settled).toEqual([{ status: 'fulfilled', value: 'a' }, { status: 'rejected', reason: new Error('poison') }, { status: 'fulfilled', value: 'b' }]);
  });

  test('fails for all of a batch where the work rejects, and for none after it', async () => {
    let batches = 0;
    const batcher = new Batcher<string, string>(BOUNDS, async (items) => {
      if (batches++ === 0) throw new Error('lost');
      return done(items);
    });
    const first = await Promise.allSettled(['a', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(first.map((result) => 'reason' in result && String(result.reason))).toEqual(['Error: lost', 'Error: lost']);
    expect(await batcher.add('a', ['a'], 1)).toBe('A');
  });

  test('fails where the work forgets an item', async () => {
    const batcher = new Batcher<string, string>(BOUNDS, async (items) => done(items.slice(1)));
    const settled = await Promise.allSettled(['a', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('too much', () => {
  test.each<[string, Partial<BatchBounds>]>([['items', { heldItems: 2 }], ['size', { heldSize: 7 }]])('is refused at once, by %s, and until something is answered', async (_, bounds) => {
    const { add, end } = held(bounds);
    const answers = [add('a', ['a'], 3), add('b', ['b'], 3)];
    await expect(add('c', ['c'], 3)).rejects.toBeInstanceOf(Overloaded);
    await end();
    await end();
    await Promise.all(answers);
    const later = add('c', ['c'], 3);
    await turn();
    await end();
    await expect(later).resolves.toBe('C');
  });

  test('is not what comes alone, however large', async () => {
    const { add, end } = held({ heldSize: 7 });
    const answer = add('a', ['a'], 8);
    await turn();
    await end();
    await expect(answer).resolves.toBe('A');
  });

  test('is what waited too long: it is not begun, nor is what waits for it', async () => {
    let now = 0;
    const { add, batches, end } = held({ items: 1 }, () => now);
    const first = add('a1', ['a']);
    const late = [add('b', ['b']), add('a2', ['a']), add('a3', ['a'])].map((answer) => expect(answer).rejects.toBeInstanceOf(Overloaded));
    await turn();
    now = BOUNDS.patienceMs + 1;
    await end();
    await Promise.all([first, ...late]);
    const fresh = add('c', ['c']);
    await turn();
    await end();
    await fresh;
    expect(batches).toEqual([['a1'], ['c']]);
  });
});

test('it is idle when all is answered', async () => {
  const { batcher, add, batches, end } = held();
  await batcher.idle();
  const answers = [add('a1', ['a']), add('a2', ['a'])];
  let isIdle = false;
  const idle = batcher.idle().then(() => { isIdle = true; });
  await turn();
  await end();
  expect([batches.length, isIdle]).toEqual([2, false]);
  await end();
  await Promise.all([idle, ...answers]);
  expect(isIdle).toBe(true);
});
