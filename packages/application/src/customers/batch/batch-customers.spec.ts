import { examples, read } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { BatchCustomers, type ElementResult } from './batch-customers.js';
import { asMessage } from './batch-defaults.js';
import { LoopYielder } from '../../concurrency/loop-yielder.js';
import { RetryingRegister } from './retrying-register.js';
import { KeyedMutex } from '../../concurrency/keyed-mutex.js';
import { CreateOrUpdateCustomer } from '../register/create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import { Overloaded } from '../../overloaded.js';
import { MemoryStore } from '../../memory/memory-store.js';
import type { CustomerRegister, StoreOutcome } from '../ports.js';

const { sourceOfRiskLevel: _, riskLevel: __, ...person } = examples[0]!.body;
const named = (name: string, change: object = {}) => ({
  ...person,
  communicationNumber: `N-${name}`,
  customerExtId: `C-${name}`,
  ...change,
});
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Customers in memory with a slow store that records its concurrency. */
class SlowCustomers extends MemoryCustomers {
  running = 0;
  maxRunning = 0;
  readonly started: string[] = [];

  constructor(private readonly before: (index: number) => Promise<void> = async () => {}) {
    super(new MemoryStore({ now: () => new Date(0) }));
  }

  override async store(...[intent, body]: Parameters<CustomerRegister['store']>): Promise<StoreOutcome> {
    this.maxRunning = Math.max(this.maxRunning, ++this.running);
    this.started.push(intent.message.communicationNumber);
    try {
      await this.before(this.started.length);
      await nextTurn();
      return await super.store(intent, body);
    } finally {
      this.running--;
    }
  }
}

function setUp(customers: CustomerRegister = new SlowCustomers()) {
  const classifiers = new MemoryClassifiers([
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
  ]);
  const uses = { customers, classifiers, screeningProcesses: ['PEP'], unknownFields: 'ignore' as const };
  const taken: number[] = [];
  const batches = new BatchCustomers(uses, () => performance.now());
  const send = async (bodies: readonly unknown[], how: 'store' | 'dryRun' = 'store'): Promise<ElementResult[]> => {
    const results: ElementResult[] = [];
    const at = (index: number) => (taken.push(index), { text: JSON.stringify(bodies[index]), value: bodies[index] });
    await batches[how]({ length: bodies.length, at }, (index, result) => (results[index] = result));
    return results;
  };
  return { send, taken, single: new CreateOrUpdateCustomer(uses) };
}
const codes = (results: readonly ElementResult[]) =>
  results.map(({ outcome }) =>
    outcome.kind === 'accepted'
      ? `accepted${outcome.replayed ? ' again' : ''}`
      : 'problem' in outcome
        ? outcome.problem.code
        : outcome.unread.code,
  );

describe('a batch', () => {
  test('stores up to 256 different customers concurrently', async () => {
    const slow = new SlowCustomers(async () => {
      while (slow.started.length < 256) await nextTurn();
    });
    const results = await setUp(slow).send(Array.from({ length: 1000 }, (_, i) => named(`${i}`)));
    expect([codes(results).every((code) => code === 'accepted'), slow.maxRunning]).toEqual([true, 256]);
  });

  test('handles elements with the same number or customer in order, however long each takes', async () => {
    const slow = new SlowCustomers(async (index) => {
      for (let left = 10 - index; left > 0; left--) await nextTurn();
    });
    const { send } = setUp(slow);
    const update = (n: number) => named('a', { communicationNumber: `N-a${n}`, action: 'UPDATE' });
    expect(
      codes(
        await send([
          update(0),
          named('a'),
          update(1),
          named('b'),
          update(2),
          named('b', { customerExtId: 'C-a' }),
          named('a'),
          update(2),
        ]),
      ),
    ).toEqual(['C004', 'accepted', 'accepted', 'accepted', 'accepted', 'O001', 'accepted again', 'accepted again']);
    expect(slow.started.filter((number) => number.startsWith('N-a'))).toEqual([
      'N-a0',
      'N-a',
      'N-a1',
      'N-a2',
      'N-a',
      'N-a2',
    ]);
    expect((await slow.versions('C-a'))?.map(({ communicationNumber }) => communicationNumber)).toEqual([
      'N-a',
      'N-a1',
      'N-a2',
    ]);
  });

  test('reports the names of an element as far as it could be read, and its duration', async () => {
    const results = await setUp().send([
      named('a', { businessUnit: 7, communicationNumber: ' N-a ' }),
      [],
      named('b', { businessUnit: 'BU' }),
    ]);
    expect(results).toEqual([
      {
        outcome: expect.objectContaining({ kind: 'rejected' }),
        communicationNumber: 'N-a',
        customerExtId: 'C-a',
        elapsedMs: expect.any(Number),
      },
      { outcome: expect.objectContaining({ kind: 'unreadable' }), elapsedMs: expect.any(Number) },
      {
        outcome: expect.objectContaining({ kind: 'rejected' }),
        communicationNumber: 'N-b',
        customerExtId: 'C-b',
        businessUnit: 'BU',
        elapsedMs: expect.any(Number),
      },
    ]);
    for (const { elapsedMs } of results) expect(Number.isInteger(elapsedMs)).toBe(true);
  });

  test('reads the names of a valid element without reading it in full', async () => {
    const accessed: string[] = [];
    const watched = (name: string) =>
      new Proxy(named(name, { sourceOfRiskLevel: 'IMPORT', riskLevel: 'LOW' }), {
        get: (body, key) => (accessed.push(String(key)), Reflect.get(body, key)),
      });
    const accessesOf = async (task: () => unknown) => (
      (accessed.length = 0),
      await task(),
      accessed.filter((key) => key === 'birthDate')
    );
    const written = await accessesOf(() => JSON.stringify(watched('a')));
    const alone = await accessesOf(() => read(watched('a')));
    expect(await accessesOf(() => setUp().send([watched('a')], 'dryRun'))).toEqual([...written, ...alone]);
  });

  test('that fails starts no further element, awaits the running ones, and rejects with the first failure', async () => {
    const slow = new SlowCustomers(async (index) => {
      while (slow.started.length < 256) await nextTurn();
      if (index >= 10 && index < 20) throw new Error(`Store ${index}`);
    });
    const { send, taken } = setUp(slow);
    await expect(send(Array.from({ length: 600 }, (_, i) => named(`${i}`)))).rejects.toThrow('Store 10');
    expect([slow.running, slow.started.length, taken.length]).toEqual([0, 256, 256]);
  });

  test('that fails does not start elements that wait for an earlier one', async () => {
    const slow = new SlowCustomers(async () => Promise.reject(new Error('Down')));
    await expect(
      setUp(slow).send([named('a'), named('a', { communicationNumber: 'N-2', action: 'UPDATE' })]),
    ).rejects.toThrow('Down');
    expect(slow.started).toEqual(['N-a']);
  });

  test('has the same results in a dry run, which stores nothing', async () => {
    const bodies = [
      named('a'),
      named('a'),
      named('a', { lastName: 'B' }),
      named('a', { communicationNumber: 'N-2' }),
      named('a', { communicationNumber: 'N-3', action: 'UPDATE' }),
      named('c', { action: 'UPDATE' }),
      named('old', { communicationNumber: 'N-4' }),
      null,
    ];
    const slow = new SlowCustomers();
    const { send, single } = setUp(slow);
    await single.handle(asMessage({ text: JSON.stringify(named('old')), value: named('old') }));
    const dryRun = codes(await send(bodies, 'dryRun'));
    expect(await slow.versions('C-a')).toBeUndefined();
    expect(dryRun).toEqual(['accepted', 'accepted again', 'O001', 'C004', 'accepted', 'C004', 'C004', 'F003']);
    expect(codes(await send(bodies))).toEqual(dryRun);
  });
});

describe('an element is completed to the message', () => {
  const of = (text: string) => {
    const message = asMessage({ text, value: JSON.parse(text) });
    expect(JSON.parse(message.text)).toEqual(message.value);
    return message.text;
  };
  test.each([
    ['{"a": 1.0 }', '{"a": 1.0 ,"sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}'],
    ['{ }', '{ "sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}'],
    [
      '{"sourceOfRiskLevel":null,"riskLevel":" "}',
      '{"sourceOfRiskLevel":null,"riskLevel":" ","sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}',
    ],
    ['{"riskLevel":"HIGH"}', '{"riskLevel":"HIGH","sourceOfRiskLevel":"IMPORT"}'],
    ['{"riskLevel":7}', '{"riskLevel":7,"sourceOfRiskLevel":"IMPORT"}'],
    ['{"sourceOfRiskLevel":"IMPORT"}', '{"sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}'],
    ['{"sourceOfRiskLevel":"IMPORT","riskLevel":"LOW"}', '{"sourceOfRiskLevel":"IMPORT","riskLevel":"LOW"}'],
    ['{"sourceOfRiskLevel":"EVALUATE"}', '{"sourceOfRiskLevel":"EVALUATE"}'],
    ['{"sourceOfRiskLevel":"OTHER"}', '{"sourceOfRiskLevel":"OTHER"}'],
    [
      '{"sourceOfRiskLevel":"IMPORT","sourceOfRiskLevel":"EVALUATE"}',
      '{"sourceOfRiskLevel":"IMPORT","sourceOfRiskLevel":"EVALUATE"}',
    ],
    ['{"a":"}"}', '{"a":"}","sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}'],
    [
      '{"__proto__":{"riskLevel":"LOW"}}',
      '{"__proto__":{"riskLevel":"LOW"},"sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}',
    ],
    ['[]', '[]'],
    ['7', '7'],
    ['null', 'null'],
  ])('%s', (text, message) => {
    expect(of(text)).toBe(message);
  });
});

test('the register is retried for a minute while it is overloaded; other failures reject', async () => {
  let [now, calls] = [0, 0];
  const memory = new MemoryCustomers();
  const stores = (answer: () => Promise<StoreOutcome>) =>
    Object.assign(Object.create(memory) as CustomerRegister, { store: () => (calls++, answer()) });
  const intent = {} as Parameters<CustomerRegister['store']>[0];
  const retrying = (answer: () => Promise<StoreOutcome>) =>
    new RetryingRegister(stores(answer), () => now).store(intent, '');
  expect(await retrying(async () => (calls < 3 ? Promise.reject(new Overloaded()) : 'number-taken'))).toBe(
    'number-taken',
  );
  expect(calls).toBe(3);
  await expect(retrying(() => ((now += 30_001), Promise.reject(new Overloaded())))).rejects.toThrow(Overloaded);
  expect(calls).toBe(5);
  await expect(retrying(() => Promise.reject(new Error('Down')))).rejects.toThrow('Down');
  const busyOnce = Object.assign(Object.create(memory) as CustomerRegister, {
    standing: () => (calls++ < 6 ? Promise.reject(new Overloaded()) : Promise.resolve({ customerExists: true })),
  });
  now = calls = 0;
  expect(await new RetryingRegister(busyOnce, () => now).standing('N', 'C')).toEqual({ customerExists: true });
});

test('a long task yields after each time slice', async () => {
  let [now, others] = [0, 0];
  const yielder = new LoopYielder(() => now);
  setImmediate(() => others++);
  await yielder.yieldIfDue();
  now = 4;
  await yielder.yieldIfDue();
  expect(others).toBe(0);
  now = 5;
  await yielder.yieldIfDue();
  expect(others).toBe(1);
});

test('a failed task does not stop later tasks of its key, and tasks of other keys do not wait', async () => {
  const [mutex, done]: [KeyedMutex, string[]] = [new KeyedMutex(), []];
  let fail: () => void = () => {};
  const first = mutex.run(['a', 'b'], () => new Promise((_, reject) => (fail = () => reject(new Error('no')))));
  const second = mutex.run(['b', 'c'], async () => done.push('second'));
  const third = mutex.run(['c'], async () => done.push('third'));
  await mutex.run(['d'], async () => done.push('other'));
  fail();
  await expect(first).rejects.toThrow('no');
  await Promise.all([second, third]);
  expect(done).toEqual(['other', 'second', 'third']);
});
