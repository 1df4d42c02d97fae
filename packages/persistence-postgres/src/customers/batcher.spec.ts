import { Overloaded } from '@aml-customer/application';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Batcher, type BatchBounds } from './batcher.js';

const BOUNDS: BatchBounds = {
  lanes: 1,
  aloneLanes: 1,
  slowMs: 1000,
  items: 100,
  size: 1000,
  heldItems: 1000,
  heldSize: 10_000,
  patienceMs: 1000,
};
const NEVER_UNDONE = () => false;

/** A batcher whose batches end when the test says so, in the order in which they began; `fate` may fail one. */
function held(
  bounds: Partial<BatchBounds> = {},
  fate: (items: readonly string[]) => Error | undefined = () => undefined,
) {
  const batches: (readonly string[])[] = [];
  const ends: { items: readonly string[]; resolve: () => void }[] = [];
  const batcher = new Batcher<string, string>(
    { ...BOUNDS, ...bounds },
    async (items) => {
      batches.push(items);
      await new Promise<void>((resolve) => ends.push({ items, resolve }));
      const failure = fate(items);
      if (failure) throw failure;
      return items.map((item) => item.toUpperCase());
    },
    (error) => (error as Error).message === 'undone',
  );
  const add = (item: string, keys: readonly string[] = [item], size = 1) => batcher.add(item, keys, size);
  /** Ends the batch that began first, or that of this one item. */
  const end = async (item?: string) => {
    const at = item === undefined ? 0 : ends.findIndex(({ items }) => items.length === 1 && items[0] === item);
    ends.splice(at, 1)[0]?.resolve();
    await turn();
    await turn();
  };
  return { batcher, batches, add, end };
}

/** What became of each answer that is given so far. */
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

/** Time passes as the test says. */
const holdTime = () => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
afterEach(() => {
  jest.useRealTimers();
});

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
    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
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

  test('begins beside one under way when it is full', async () => {
    const { add, batches, end } = held({ lanes: 2, items: 2 });
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
    const { add, batches, end } = held({ lanes: 2, size: 10 });
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

  test('begins beside one that is slow, however few they are', async () => {
    holdTime();
    const { add, batches, end } = held({ lanes: 3, slowMs: 20 });
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

  test('do not wait for ever where they share several', async () => {
    const { add, batches, end } = held();
    const answers = [add('1', ['x', 'y']), add('2', ['y', 'x']), add('3', ['x', 'y'])];
    for (let ended = 0; ended < 4; ended++) await end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
    expect(batches).toEqual([['1'], ['2'], ['3']]);
  });

  test('are each looked at a few times, however many they are', async () => {
    const looksAtEach = async (count: number) => {
      let looks = 0;
      const keys = new Proxy(['same'], { get: (array, name) => ((looks += 1), Reflect.get(array, name) as unknown) });
      const batcher = new Batcher<string, string>(
        { ...BOUNDS, heldItems: count, heldSize: count },
        async (items) => items,
        NEVER_UNDONE,
      );
      await Promise.all(Array.from({ length: count }, () => batcher.add('a', keys, 1)));
      return looks / count;
    };
    expect(await looksAtEach(2_000)).toBeLessThan(2 * (await looksAtEach(20)));
  });
});

describe('what fails', () => {
  test('fails for all of a batch where nobody knows what was done, and for none after it', async () => {
    let batches = 0;
    const batcher = new Batcher<string, string>(
      BOUNDS,
      async (items) => {
        if (batches++ === 0) throw new Error('lost');
        return items;
      },
      NEVER_UNDONE,
    );
    const first = await Promise.allSettled(['a', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(first.map((result) => 'reason' in result && String(result.reason))).toEqual(['Error: lost', 'Error: lost']);
    expect(await batcher.add('a', ['a'], 1)).toBe('a');
    expect(batches).toBe(2);
  });

  test('fails where the work forgets an item, and not where it has nothing to say of one', async () => {
    const batcher = new Batcher<string, string | undefined>(
      BOUNDS,
      async (items) => items.slice(1).map(() => undefined),
      NEVER_UNDONE,
    );
    const settled = await Promise.allSettled(['a', 'b'].map((item) => batcher.add(item, [item], 1)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a batch that was undone', () => {
  const undone = (poison: string) => (items: readonly string[]) =>
    items.includes(poison) ? new Error('undone') : undefined;

  test('goes again, each item by itself, and the error stays with its own', async () => {
    const { add, batches, end } = held({}, undone('poison'));
    const answers = Promise.allSettled(['a', 'poison', 'b'].map((item) => add(item)));
    await turn();
    for (let ended = 0; ended < 4; ended++) await end();
    expect(batches).toEqual([['a', 'poison', 'b'], ['a'], ['poison'], ['b']]);
    expect(await answers).toEqual([
      { status: 'fulfilled', value: 'A' },
      { status: 'rejected', reason: new Error('undone') },
      { status: 'fulfilled', value: 'B' },
    ]);
  });

  test('answers each item as it ends, a few at a time, and lends its lane to others meanwhile', async () => {
    const { add, batches, end } = held({ aloneLanes: 2 }, undone('slow'));
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

  test('keeps no other waiting for what shares a key with an item that failed, until one is done', async () => {
    let isHeld = true;
    const { add, batches, end } = held({ aloneLanes: 2 }, (items) =>
      isHeld && items.some((item) => item.startsWith('held')) ? new Error('undone') : undefined,
    );
    const send = async (name: string) => {
      const settled = settledOf([add(`held ${name}`, ['held']), add(`a ${name}`), add(`b ${name}`)]);
      await turn();
      for (let ended = 0; ended < 4; ended++) await end();
      return settled;
    };
    expect([await send('1'), batches.splice(0)]).toEqual([
      ['Error', 'A 1', 'B 1'],
      [['held 1', 'a 1', 'b 1'], ['held 1'], ['a 1'], ['b 1']],
    ]);
    expect([await send('2'), batches.splice(0)]).toEqual([
      ['Error', 'A 2', 'B 2'],
      [['held 2'], ['a 2', 'b 2']],
    ]);
    isHeld = false;
    expect([await send('3'), batches.splice(0)]).toEqual([
      ['HELD 3', 'A 3', 'B 3'],
      [['held 3'], ['a 3', 'b 3']],
    ]);
    expect([await send('4'), batches]).toEqual([['HELD 4', 'A 4', 'B 4'], [['held 4', 'a 4', 'b 4']]]);
  });

  test('keeps back what shares a key with an item that goes by itself, and is not idle', async () => {
    const { batcher, add, batches, end } = held({ aloneLanes: 2 }, undone('a1'));
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

describe('too much', () => {
  test.each<[string, Partial<BatchBounds>]>([
    ['items', { heldItems: 2 }],
    ['size', { heldSize: 7 }],
  ])('is refused at once, by %s, and until something is answered', async (_, bounds) => {
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
});

describe('what waits too long', () => {
  test('is refused at that time, though no lane is free, and never begun', async () => {
    holdTime();
    const { add, batches, end } = held({ items: 1 });
    const settled = settledOf([add('a'), add('b')]);
    await turn();
    jest.advanceTimersByTime(BOUNDS.patienceMs - 1);
    await turn();
    expect(settled).toEqual([undefined, undefined]);
    jest.advanceTimersByTime(1);
    await turn();
    expect(settled).toEqual([undefined, 'Overloaded']);
    await end();
    expect([settled, batches]).toEqual([['A', 'Overloaded'], [['a']]]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('keeps its place in the line of its key: who comes behind it does not overtake who is under way', async () => {
    holdTime();
    const { batcher, add, batches, end } = held({ lanes: 2 });
    const settled = settledOf([add('a1', ['a']), add('a2', ['a']), add('a3', ['a'])]);
    await turn();
    jest.advanceTimersByTime(BOUNDS.patienceMs);
    const late = settledOf([add('a4', ['a'])]);
    await turn();
    expect([settled, batches]).toEqual([[undefined, 'Overloaded', 'Overloaded'], [['a1']]]);
    await end();
    expect(batches).toEqual([['a1'], ['a4']]);
    await end();
    expect([settled, late]).toEqual([['A1', 'Overloaded', 'Overloaded'], ['A4']]);
    await batcher.idle();
  });

  test('is refused where its batch took that long and was undone', async () => {
    holdTime();
    const { batcher, add, batches, end } = held({}, () => new Error('undone'));
    const settled = settledOf([add('a'), add('b')]);
    await turn();
    jest.advanceTimersByTime(BOUNDS.patienceMs);
    expect(settled).toEqual([undefined, undefined]);
    await end();
    expect([settled, batches]).toEqual([['Overloaded', 'Overloaded'], [['a', 'b']]]);
    await batcher.idle();
  });

  test('is refused where it waits to go by itself', async () => {
    holdTime();
    const { batcher, add, batches, end } = held({}, (items) => (items.length > 1 ? new Error('undone') : undefined));
    const settled = settledOf([add('a'), add('b')]);
    await turn();
    await end();
    jest.advanceTimersByTime(BOUNDS.patienceMs);
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

test('it is idle when all is answered', async () => {
  const { batcher, add, batches, end } = held();
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
