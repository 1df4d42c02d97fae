import { examples, read } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { BatchCustomers, type ElementResult } from './batch-customers.js';
import { asMessage } from './batch-defaults.js';
import { LoopYielder } from '../../concurrency/loop-yielder.js';
import { RetryingCustomers } from './retrying-customers.js';
import { KeyedMutex } from '../../concurrency/keyed-mutex.js';
import { CreateOrUpdateCustomer } from '../register/create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import { Overloaded } from '../../overloaded.js';
import type { Customers, StoreOutcome } from '../ports.js';

const { sourceOfRiskLevel: _, riskLevel: __, ...person } = examples[0]!.body;
const named = (name: string, given: object = {}) => ({
  ...person,
  communicationNumber: `N-${name}`,
  customerExtId: `C-${name}`,
  ...given,
});
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Customers in memory whose store takes a turn, and says what is under way. */
class Slow extends MemoryCustomers {
  underWay = 0;
  most = 0;
  readonly begun: string[] = [];

  constructor(private readonly before: (index: number) => Promise<void> = async () => {}) {
    super(() => new Date(0));
  }

  override async store(...[intent, body]: Parameters<Customers['store']>): Promise<StoreOutcome> {
    this.most = Math.max(this.most, ++this.underWay);
    this.begun.push(intent.message.communicationNumber);
    try {
      await this.before(this.begun.length);
      await nextTurn();
      return await super.store(intent, body);
    } finally {
      this.underWay--;
    }
  }
}

function given(customers: Customers = new Slow()) {
  const classifiers = new MemoryClassifiers([
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
  ]);
  const uses = { customers, classifiers, screeningProcesses: ['PEP'], unknownFields: 'ignore' as const };
  const taken: number[] = [];
  const batches = new BatchCustomers(uses, () => performance.now());
  const send = async (bodies: readonly unknown[], how: 'store' | 'rehearse' = 'store'): Promise<ElementResult[]> => {
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
  test('stores different customers at once, at most 256 of them', async () => {
    const slow = new Slow(async () => {
      while (slow.begun.length < 256) await nextTurn();
    });
    const results = await given(slow).send(Array.from({ length: 1000 }, (_, i) => named(`${i}`)));
    expect([codes(results).every((code) => code === 'accepted'), slow.most]).toEqual([true, 256]);
  });

  test('handles what shares a number or a customer in its order, however long each takes', async () => {
    const slow = new Slow(async (index) => {
      for (let left = 10 - index; left > 0; left--) await nextTurn();
    });
    const { send } = given(slow);
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
    expect(slow.begun.filter((number) => number.startsWith('N-a'))).toEqual([
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

  test('says by what an element is called as far as it read, and how long it took', async () => {
    const results = await given().send([
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

  test('takes what a sound element is called by from the short reading of it', async () => {
    const told: string[] = [];
    const watched = (name: string) =>
      new Proxy(named(name, { sourceOfRiskLevel: 'IMPORT', riskLevel: 'LOW' }), {
        get: (body, key) => (told.push(String(key)), Reflect.get(body, key)),
      });
    const lookedAt = async (look: () => unknown) => (
      (told.length = 0),
      await look(),
      told.filter((key) => key === 'birthDate')
    );
    const written = await lookedAt(() => JSON.stringify(watched('a')));
    const alone = await lookedAt(() => read(watched('a')));
    expect(await lookedAt(() => given().send([watched('a')], 'rehearse'))).toEqual([...written, ...alone]);
  });

  test('that fails takes up no further element, lets those under way end, and fails by the first', async () => {
    const slow = new Slow(async (index) => {
      while (slow.begun.length < 256) await nextTurn();
      if (index >= 10 && index < 20) throw new Error(`Store ${index}`);
    });
    const { send, taken } = given(slow);
    await expect(send(Array.from({ length: 600 }, (_, i) => named(`${i}`)))).rejects.toThrow('Store 10');
    expect([slow.underWay, slow.begun.length, taken.length]).toEqual([0, 256, 256]);
  });

  test('that fails does not go on with what waited for its turn', async () => {
    const slow = new Slow(async () => Promise.reject(new Error('Down')));
    await expect(
      given(slow).send([named('a'), named('a', { communicationNumber: 'N-2', action: 'UPDATE' })]),
    ).rejects.toThrow('Down');
    expect(slow.begun).toEqual(['N-a']);
  });

  test('that is only tried has the same results, and stores nothing', async () => {
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
    const slow = new Slow();
    const { send, single } = given(slow);
    await single.handle(asMessage({ text: JSON.stringify(named('old')), value: named('old') }));
    const tried = codes(await send(bodies, 'rehearse'));
    expect(await slow.versions('C-a')).toBeUndefined();
    expect(tried).toEqual(['accepted', 'accepted again', 'O001', 'C004', 'accepted', 'C004', 'C004', 'F003']);
    expect(codes(await send(bodies))).toEqual(tried);
  });
});

describe('an element stands for the message', () => {
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

test('patient customers ask an overloaded store again for a minute, and pass on what else it says', async () => {
  let [now, asked] = [0, 0];
  const memory = new MemoryCustomers(() => new Date(0));
  const stores = (answer: () => Promise<StoreOutcome>) =>
    Object.assign(Object.create(memory) as Customers, { store: () => (asked++, answer()) });
  const intent = {} as Parameters<Customers['store']>[0];
  const patient = (answer: () => Promise<StoreOutcome>) =>
    new RetryingCustomers(stores(answer), () => now).store(intent, '');
  expect(await patient(async () => (asked < 3 ? Promise.reject(new Overloaded()) : 'number-taken'))).toBe(
    'number-taken',
  );
  expect(asked).toBe(3);
  await expect(patient(() => ((now += 30_001), Promise.reject(new Overloaded())))).rejects.toThrow(Overloaded);
  expect(asked).toBe(5);
  await expect(patient(() => Promise.reject(new Error('Down')))).rejects.toThrow('Down');
  const busyOnce = Object.assign(Object.create(memory) as Customers, {
    standing: () => (asked++ < 6 ? Promise.reject(new Overloaded()) : Promise.resolve({ customerExists: true })),
  });
  now = asked = 0;
  expect(await new RetryingCustomers(busyOnce, () => now).standing('N', 'C')).toEqual({ customerExists: true });
});

test('a yielder rests once it has worked for a slice', async () => {
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

test('tasks on one key go on after one that failed, and those on other keys do not wait', async () => {
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
