import { Overloaded } from '@aml-customer/application';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Batcher, type BatchLimits } from './batcher.js';

const LIMITS: BatchLimits = {
  lanes: 1,
  singleLanes: 1,
  besideItems: 100,
  slowMs: 1000,
  items: 100,
  size: 1000,
  pendingItems: 1000,
  pendingSize: 10_000,
  patienceMs: 1000,
};
const NEVER_ROLLED_BACK = () => false;

/** A batcher whose batches end when the test ends them; `failureOf` may make one fail. */
function controlled(
  limits: Partial<BatchLimits> = {},
  failureOf: (items: readonly string[]) => Error | undefined = () => undefined,
) {
  const batches: (readonly string[])[] = [];
  const ends: { items: readonly string[]; resolve: () => void }[] = [];
  const batcher = new Batcher<string, string>(
    { ...LIMITS, ...limits },
    async (items) => {
      batches.push(items);
      await new Promise<void>((resolve) => ends.push({ items, resolve }));
      const failure = failureOf(items);
      if (failure) throw failure;
      return items.map((item) => item.toUpperCase());
    },
    (error) => (error as Error).message === 'rolled back',
  );
  const add = (item: string, keys: readonly string[] = [item], size = 1) => batcher.add(item, keys, size);
  /** Ends the batch that started first, or the batch of this one item. */
  const end = async (item?: string) => {
    const index = item === undefined ? 0 : ends.findIndex(({ items }) => items.length === 1 && items[0] === item);
    ends.splice(index, 1)[0]?.resolve();
    await turn();
    await turn();
  };
  return { batcher, batches, add, end };
}

/** The value or the name of the error of each answer so far. */
function settledOf(answers: readonly Promise<string>[]): (string | undefined)[] {
  const settled = new Array<string | undefined>(answers.length);
  answers.forEach(
    (answer, i) =>
      void answer.then(
        (value) => {
          settled[i] = value;
        },
        (error: Error) => {
          settled[i] = error.name;
        },
      ),
  );
  return settled;
}

/** The test moves the clock. */
const freezeTime = () => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
afterEach(() => {
  jest.useRealTimers();
});

describe('a batch', () => {
  test('has one item if no other is added, and starts immediately', async () => {
    const { add, batches, end } = controlled();
    const answer = add('a');
    await turn();
    expect(batches).toEqual([['a']]);
    await end();
    await expect(answer).resolves.toBe('A');
  });

  test('starts before the callers of the previous one continue, so that their answers are written meanwhile', async () => {
    const { add, batches, end } = controlled();
    const batchesAtAnswer = add('a').then(() => batches.length);
    await turn();
    void add('b');
    await end();
    expect(await batchesAtAnswer).toBe(2);
  });

  test('has the items that were added together, and the next one those added meanwhile, in their order', async () => {
    const { add, batches, end } = controlled();
    const first = ['a', 'b'].map((item) => add(item));
    await turn();
    const second = ['c', 'd', 'e'].map((item) => add(item));
    await end();
    await end();
    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
    expect(await Promise.all([...first, ...second])).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  test.each<[string, Partial<BatchLimits>, string[][]]>([
    ['items', { items: 2 }, [['a', 'b'], ['c', 'd'], ['e']]],
    ['size, except for a single larger item', { size: 5 }, [['a', 'b'], ['c'], ['d', 'e']]],
  ])('is limited by %s', async (_, limits, expected) => {
    const { add, batches, end } = controlled(limits);
    const answers = Object.entries({ a: 2, b: 3, c: 9, d: 1, e: 1 }).map(([item, size]) => add(item, [item], size));
    await turn();
    for (let ended = 0; ended < expected.length; ended++) await end();
    await Promise.all(answers);
    expect(batches).toEqual(expected);
  });

  test('starts beside a running one if it is full', async () => {
    const { add, batches, end } = controlled({ lanes: 2, items: 2 });
    const answers = [add('a')];
    await turn();
    answers.push(add('b'));
    await turn();
    expect(batches).toEqual([['a']]);
    answers.push(add('c'), add('d'));
    await turn();
    expect(batches).toEqual([['a'], ['b', 'c']]);
    for (let ended = 0; ended < 3; ended++) await end();
    await Promise.all(answers);
  });

  test('is full by size too', async () => {
    const { add, batches, end } = controlled({ lanes: 2, size: 10 });
    const answers = [add('a', ['a'], 6)];
    await turn();
    answers.push(add('b', ['b'], 6));
    await turn();
    expect(batches).toEqual([['a']]);
    answers.push(add('c', ['c'], 6));
    await turn();
    expect(batches).toEqual([['a'], ['b']]);
    for (let ended = 0; ended < 3; ended++) await end();
    await Promise.all(answers);
  });

  test('starts beside a slow one even if it is not full', async () => {
    freezeTime();
    const { add, batches, end } = controlled({ lanes: 3, slowMs: 20 });
    const answers = [add('a')];
    await turn();
    answers.push(add('b'));
    jest.advanceTimersByTime(19);
    await turn();
    expect(batches).toEqual([['a']]);
    jest.advanceTimersByTime(1);
    await turn();
    expect(batches).toEqual([['a'], ['b']]);
    answers.push(add('c'));
    await turn();
    expect(batches).toEqual([['a'], ['b']]);
    await end('a');
    expect(batches).toEqual([['a'], ['b']]);
    await end('b');
    expect(batches).toEqual([['a'], ['b'], ['c']]);
    await end();
    await Promise.all(answers);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('runs beside others, up to the number of lanes', async () => {
    const { add, batches, end } = controlled({ lanes: 2, items: 1 });
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
  test('run one after the other in the order in which they were added; other items overtake them', async () => {
    const { add, batches, end } = controlled({ lanes: 4 });
    const answers = [
      add('a1', ['a']),
      add('a2', ['a']),
      add('b1', ['b']),
      add('ab', ['a', 'b']),
      add('b2', ['b']),
      add('c', ['c']),
    ];
    await turn();
    for (let ended = 0; ended < 4; ended++) await end();
    await Promise.all(answers);
    expect(batches).toEqual([['a1', 'b1', 'c'], ['a2'], ['ab'], ['b2']]);
  });

  test('do not deadlock if they share several keys', async () => {
    const { add, batches, end } = controlled();
    const answers = [add('1', ['x', 'y']), add('2', ['y', 'x']), add('3', ['x', 'y'])];
    for (let ended = 0; ended < 4; ended++) await end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
    expect(batches).toEqual([['1'], ['2'], ['3']]);
  });

  test('cost linear time', async () => {
    const accessesPerItem = async (count: number) => {
      let accesses = 0;
      const keys = new Proxy(['same'], {
        get: (array, name) => ((accesses += 1), Reflect.get(array, name) as unknown),
      });
      const batcher = new Batcher<string, string>(
        { ...LIMITS, pendingItems: count, pendingSize: count },
        async (items) => items,
        NEVER_ROLLED_BACK,
      );
      await Promise.all(Array.from({ length: count }, () => batcher.add('a', keys, 1)));
      return accesses / count;
    };
    expect(await accessesPerItem(2_000)).toBeLessThan(2 * (await accessesPerItem(20)));
  });
});

describe('a failed batch', () => {
  test('fails all of its items if its effect is unknown, and no later item', async () => {
    let batches = 0;
    const batcher = new Batcher<string, string>(
      LIMITS,
      async (items) => {
        if (batches++ === 0) throw new Error('lost');
        return items;
      },
      NEVER_ROLLED_BACK,
    );
    const first = await Promise.allSettled(['a', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(first.map((result) => 'reason' in result && String(result.reason))).toEqual(['Error: lost', 'Error: lost']);
    expect(await batcher.add('a', ['a'], 1)).toBe('a');
    expect(batches).toBe(2);
  });

  test('fails an item without a result, and not one whose result is undefined', async () => {
    const batcher = new Batcher<string, string | undefined>(
      LIMITS,
      async (items) => items.slice(1).map(() => undefined),
      NEVER_ROLLED_BACK,
    );
    const settled = await Promise.allSettled(['a', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a batch that was rolled back', () => {
  const rolledBackWith = (poison: string) => (items: readonly string[]) =>
    items.includes(poison) ? new Error('rolled back') : undefined;

  test('runs again, each item alone, so that only the failing item fails', async () => {
    const { add, batches, end } = controlled({}, rolledBackWith('poison'));
    const answers = Promise.allSettled(['a', 'poison', 'b'].map((item) => add(item)));
    await turn();
    for (let ended = 0; ended < 4; ended++) await end();
    expect(batches).toEqual([['a', 'poison', 'b'], ['a'], ['poison'], ['b']]);
    expect(await answers).toEqual([
      { status: 'fulfilled', value: 'A' },
      { status: 'rejected', reason: new Error('rolled back') },
      { status: 'fulfilled', value: 'B' },
    ]);
  });

  test('answers each item as it ends, a few at a time, while others use its lane', async () => {
    const { add, batches, end } = controlled({ singleLanes: 2 }, rolledBackWith('slow'));
    const settled = settledOf(['slow', 'a', 'b'].map((item) => add(item)));
    await turn();
    await end();
    expect(batches.slice(1)).toEqual([['slow'], ['a']]);
    const other = settledOf([add('other')]);
    await turn();
    expect(batches.slice(3)).toEqual([['other']]);
    await end('other');
    await end('a');
    await end('b');
    expect([settled, other]).toEqual([[undefined, 'A', 'B'], ['OTHER']]);
    await end('slow');
    expect(settled).toEqual(['Error', 'A', 'B']);
  });

  test('makes items that share a key with a failed one run alone until one succeeds', async () => {
    let isLocked = true;
    const { add, batches, end } = controlled({ singleLanes: 2 }, (items) =>
      isLocked && items.some((item) => item.startsWith('locked')) ? new Error('rolled back') : undefined,
    );
    const send = async (name: string) => {
      const settled = settledOf([add(`locked ${name}`, ['locked']), add(`a ${name}`), add(`b ${name}`)]);
      await turn();
      for (let ended = 0; ended < 4; ended++) await end();
      return settled;
    };
    expect([await send('1'), batches.splice(0)]).toEqual([
      ['Error', 'A 1', 'B 1'],
      [['locked 1', 'a 1', 'b 1'], ['locked 1'], ['a 1'], ['b 1']],
    ]);
    expect([await send('2'), batches.splice(0)]).toEqual([
      ['Error', 'A 2', 'B 2'],
      [['locked 2'], ['a 2', 'b 2']],
    ]);
    isLocked = false;
    expect([await send('3'), batches.splice(0)]).toEqual([
      ['LOCKED 3', 'A 3', 'B 3'],
      [['locked 3'], ['a 3', 'b 3']],
    ]);
    expect([await send('4'), batches]).toEqual([['LOCKED 4', 'A 4', 'B 4'], [['locked 4', 'a 4', 'b 4']]]);
  });

  test('blocks items that share a key with one that runs again alone, and is not idle', async () => {
    const { batcher, add, batches, end } = controlled({ singleLanes: 2 }, rolledBackWith('a1'));
    const settled = settledOf([add('a1', ['a']), add('b1', ['b']), add('a2', ['a']), add('b2', ['b'])]);
    let isIdle = false;
    void batcher.idle().then(() => {
      isIdle = true;
    });
    await turn();
    await end();
    expect(batches).toEqual([['a1', 'b1'], ['a1'], ['b1']]);
    await end('a1');
    expect(batches.slice(3)).toEqual([['a2']]);
    await end('a2');
    expect([settled, isIdle]).toEqual([['Error', undefined, 'A2', undefined], false]);
    await end('b1');
    await end('b2');
    expect([settled, isIdle]).toEqual([['Error', 'B1', 'A2', 'B2'], true]);
  });
});

describe('an overloaded batcher', () => {
  test.each<[string, Partial<BatchLimits>]>([
    ['items', { pendingItems: 2 }],
    ['size', { pendingSize: 7 }],
  ])('rejects by %s until something is answered', async (_, limits) => {
    const { add, end } = controlled(limits);
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

  test('accepts a single item of any size', async () => {
    const { add, end } = controlled({ pendingSize: 7 });
    const answer = add('a', ['a'], 8);
    await turn();
    await end();
    await expect(answer).resolves.toBe('A');
  });
});

describe('an item that waits too long', () => {
  test('is rejected when its patience ends, even if no lane is free, and never starts', async () => {
    freezeTime();
    const { add, batches, end } = controlled({ items: 1 });
    const settled = settledOf([add('a'), add('b')]);
    await turn();
    jest.advanceTimersByTime(LIMITS.patienceMs - 1);
    await turn();
    expect(settled).toEqual([undefined, undefined]);
    jest.advanceTimersByTime(1);
    await turn();
    expect(settled).toEqual([undefined, 'Overloaded']);
    await end();
    expect([settled, batches]).toEqual([['A', 'Overloaded'], [['a']]]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('keeps its place among items of its key, so that later ones do not overtake a running one', async () => {
    freezeTime();
    const { batcher, add, batches, end } = controlled({ lanes: 2 });
    const settled = settledOf([add('a1', ['a']), add('a2', ['a']), add('a3', ['a'])]);
    await turn();
    jest.advanceTimersByTime(LIMITS.patienceMs);
    const late = settledOf([add('a4', ['a'])]);
    await turn();
    expect([settled, batches]).toEqual([[undefined, 'Overloaded', 'Overloaded'], [['a1']]]);
    await end();
    expect(batches).toEqual([['a1'], ['a4']]);
    await end();
    expect([settled, late]).toEqual([['A1', 'Overloaded', 'Overloaded'], ['A4']]);
    await batcher.idle();
  });

  test('is rejected if its batch took that long and was rolled back', async () => {
    freezeTime();
    const { batcher, add, batches, end } = controlled({}, () => new Error('rolled back'));
    const settled = settledOf([add('a'), add('b')]);
    await turn();
    jest.advanceTimersByTime(LIMITS.patienceMs);
    expect(settled).toEqual([undefined, undefined]);
    await end();
    expect([settled, batches]).toEqual([['Overloaded', 'Overloaded'], [['a', 'b']]]);
    await batcher.idle();
  });

  test('is rejected while it waits to run alone', async () => {
    freezeTime();
    const { batcher, add, batches, end } = controlled({}, (items) =>
      items.length > 1 ? new Error('rolled back') : undefined,
    );
    const settled = settledOf([add('a'), add('b')]);
    await turn();
    await end();
    jest.advanceTimersByTime(LIMITS.patienceMs);
    await turn();
    expect(settled).toEqual([undefined, 'Overloaded']);
    await end();
    expect([settled, batches]).toEqual([
      ['A', 'Overloaded'],
      [['a', 'b'], ['a']],
    ]);
    await batcher.idle();
  });
});

test('a batcher is idle when every item is answered', async () => {
  const { batcher, add, batches, end } = controlled();
  await batcher.idle();
  const answers = [add('a1', ['a']), add('a2', ['a'])];
  let isIdle = false;
  const idle = batcher.idle().then(() => {
    isIdle = true;
  });
  await turn();
  await end();
  expect([batches.length, isIdle]).toEqual([2, false]);
  await end();
  await Promise.all([idle, ...answers]);
  expect(isIdle).toBe(true);
});
