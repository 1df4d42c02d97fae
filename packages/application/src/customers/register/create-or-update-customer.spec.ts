import { examples, type UnknownFields } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { CreateOrUpdateCustomer, type Outcome } from './create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import type { Customers, StoreOutcome } from '../ports.js';

const person = { ...examples[0]?.body, communicationNumber: 'N-1', customerExtId: 'C-1' };

interface Given {
  readonly customers?: Customers;
  readonly unknownFields?: UnknownFields;
}

/** A use case on new adapters; `calls` are those that reach the store. */
function given({ customers, unknownFields = 'ignore' }: Given = {}) {
  const calls: string[] = [];
  const memory = new MemoryCustomers(() => new Date(Date.UTC(2026, 1, 2)));
  const store = customers ?? memory;
  const classifiers = new MemoryClassifiers([
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
  ]);
  const counted: Customers = {
    store: (...args) => (calls.push('store'), store.store(...args)),
    standing: (...args) => (calls.push('standing'), store.standing(...args)),
    find: (...args) => store.find(...args),
    versions: (...args) => store.versions(...args),
  };
  const settled = (fields: UnknownFields) =>
    new CreateOrUpdateCustomer({
      customers: counted,
      classifiers,
      screeningProcesses: ['PEP', 'SANCTIONS'],
      unknownFields: fields,
    });
  const handle = (body: unknown, fields = unknownFields): Promise<Outcome> =>
    settled(fields).handle({ text: JSON.stringify(body), value: body });
  return { handle, memory, classifiers, calls };
}
const brief = (outcome: Outcome): string =>
  outcome.kind === 'accepted'
    ? `accepted${outcome.replayed ? ', replayed' : ''}`
    : `${outcome.problem.code} ${outcome.problem.description}`;
const USED = 'O001 CommunicationNumber already used in amlyze';
const EXISTS = 'C004 Customer already exists';
const MISSING = 'C004 Cannot update not existing customer, use Action = CREATE';

describe('a good message', () => {
  test('is answered after a single write, which keeps the body as it was received', async () => {
    const { handle, memory, calls } = given();
    expect(await handle({ ...person, action: 'CREATE', iSanctioned: true })).toEqual({
      kind: 'accepted',
      replayed: false,
      ignoredFields: 1,
    });
    expect(calls).toEqual(['store']);
    expect(await memory.find('C-1')).toMatchObject({
      version: 1,
      title: 'Jonas Rimvydas',
      riskLevel: 'LOW',
      body: JSON.stringify({ ...person, action: 'CREATE', iSanctioned: true }),
    });
  });

  test('of EVALUATE queues the assessment and the screenings, and leaves the level', async () => {
    const { handle, memory } = given();
    expect(
      brief(
        await handle({
          ...person,
          sourceOfRiskLevel: 'EVALUATE',
          riskLevel: 'HIGH',
          screeningLists: ['SANCTIONS', 'PEP'],
        }),
      ),
    ).toBe('accepted');
    expect(await memory.queuedBy('N-1')).toEqual([
      { kind: 'assessment' },
      { kind: 'screening', process: 'SANCTIONS' },
      { kind: 'screening', process: 'PEP' },
    ]);
    expect(await memory.find('C-1')).toMatchObject({ riskLevel: 'NONE' });
  });

  test('of UPDATE makes the next version', async () => {
    const { handle, memory } = given();
    await handle(person);
    expect(
      brief(
        await handle({
          ...person,
          communicationNumber: 'N-2',
          action: 'UPDATE',
          entityType: 'INDIVIDUAL',
          lastName: 'Kalnas',
        }),
      ),
    ).toBe('accepted');
    expect(await memory.find('C-1')).toMatchObject({ version: 2, title: 'Jonas Kalnas' });
  });
});

describe('a repeat', () => {
  test('of the same JSON value is answered again and changes nothing, whatever the order of its members', async () => {
    const { handle, memory } = given();
    await handle({ ...person, shoeSize: { left: 42, right: 43 } });
    const again = Object.fromEntries(Object.entries({ ...person, shoeSize: { right: 43, left: 42 } }).reverse());
    expect(await handle(again)).toEqual({ kind: 'accepted', replayed: true, ignoredFields: 1 });
    expect(await memory.versions('C-1')).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['another value', { lastName: 'Kalnas' }],
    ['another customer', { customerExtId: 'C-2' }],
    ['one member more', { requester: null }],
    ['another unknown field', { shoeSize: 42 }],
    ['the number with a blank about it', { communicationNumber: ' N-1' }],
    ['an update of the customer', { action: 'UPDATE' }],
    ['a list in another order', { screeningLists: ['PEP', 'SANCTIONS'] }],
  ])('of its number with %s is refused', async (_, change) => {
    const { handle, memory } = given();
    await handle({ ...person, screeningLists: ['SANCTIONS', 'PEP'] });
    expect(brief(await handle({ ...person, screeningLists: ['SANCTIONS', 'PEP'], ...change }))).toBe(USED);
    expect(await memory.versions('C-1')).toHaveLength(1);
  });

  test('is recognised although a code was retired, the customer was changed, and unknown fields are refused since', async () => {
    const { handle, classifiers } = given();
    await handle({ ...person, shoeSize: 42 });
    await handle({ ...person, communicationNumber: 'N-2', action: 'UPDATE' });
    await classifiers.retire('riskManagementCategory', 'IND');
    expect(brief(await handle({ ...person, shoeSize: 42 }, 'reject'))).toBe('accepted, replayed');
    expect(brief(await handle({ ...person, communicationNumber: 'N-3', customerExtId: 'C-3' }))).toBe(
      'C007 RiskManagementCategory does not exist in Amlyze',
    );
  });

  test('of an update is one too', async () => {
    const { handle, memory } = given();
    await handle(person);
    for (const expected of ['accepted', 'accepted, replayed', 'accepted, replayed'])
      expect(brief(await handle({ ...person, communicationNumber: 'N-2', action: 'UPDATE' }))).toBe(expected);
    expect(await memory.versions('C-1')).toHaveLength(2);
  });

  test('sent 24 times at once is stored once', async () => {
    const { handle, memory } = given();
    const outcomes = await Promise.all(Array.from({ length: 24 }, () => handle(person)));
    expect(outcomes.map(brief).sort()).toEqual(['accepted', ...Array<string>(23).fill('accepted, replayed')]);
    expect(await memory.versions('C-1')).toHaveLength(1);
  });
});

describe('which error is answered', () => {
  const NEW = { communicationNumber: 'N-2' };
  test.each<[string, object, string]>([
    [
      'C001 before O001 and all others',
      { communicationNumber: null, customerExtId: null, action: 'X' },
      'C001 CommunicationNumber is mandatory.',
    ],
    [
      'C001 also for a number that does not read',
      { communicationNumber: 'N\t1' },
      'C001 CommunicationNumber must be a string without control characters',
    ],
    ['O001 before C002', { customerExtId: null }, USED],
    ['O001 before C005', { action: 'X' }, USED],
    ['O001 before C004', { lastName: 'Kalnas' }, USED],
    ['O001 before C007', { riskManagementCategory: 'NOWHERE' }, USED],
    ['O001 before C010', { entityType: 'X' }, USED],
    ['O001 before what has no row', { isPEP: [] }, USED],
    ['C002 before C005', { ...NEW, customerExtId: null, action: 'X' }, 'C002 CustomerExtId is mandatory.'],
    ['C005 before C004', { ...NEW, action: 'X' }, 'C005 Action must be one of CREATE, UPDATE'],
    ['C004 before C006', { ...NEW, customerStatus: null }, EXISTS],
    ['C004 before C007', { ...NEW, riskManagementCategory: 'NOWHERE' }, EXISTS],
    ['C004 before C010', { ...NEW, entityType: null, action: 'CREATE' }, EXISTS],
    [
      'C004 of an update before C012',
      { ...NEW, customerExtId: 'C-2', action: 'UPDATE', applicationDate: null },
      MISSING,
    ],
    [
      'C006 of an update that may be',
      { ...NEW, action: 'UPDATE', customerStatus: null },
      'C006 CustomerStatus is mandatory. values: PENDING, ACTIVE, REJECTED, SUSPENDED, CLOSED',
    ],
    ['C004 alone', { ...NEW }, EXISTS],
    ['C004 of an update alone', { ...NEW, customerExtId: 'C-2', action: 'UPDATE' }, MISSING],
  ])('%s', async (_, change, expected) => {
    const { handle, memory } = given();
    await handle(person);
    expect(brief(await handle({ ...person, ...change }))).toBe(expected);
    expect(await memory.versions('C-1')).toHaveLength(1);
  });
});

describe('a rejected message', () => {
  test('does not use its number up, whoever rejected it', async () => {
    const { handle } = given();
    expect(brief(await handle({ ...person, applicationDate: 'soon' }))).toMatch(/^C012 /);
    expect(brief(await handle({ ...person, action: 'UPDATE' }))).toBe(MISSING);
    expect(brief(await handle(person))).toBe('accepted');
    expect(brief(await handle({ ...person, communicationNumber: 'N-2' }))).toBe(EXISTS);
    expect(brief(await handle({ ...person, communicationNumber: 'N-2', action: 'UPDATE' }))).toBe('accepted');
  });

  test('has its ignored fields counted; where they are refused they are its problem', async () => {
    const body = { ...person, shoeSize: 42, listContact: [{ contactType: 'EMAIL', contactDetails: 'x', a: 1, b: 2 }] };
    expect(await given().handle({ ...body, applicationDate: null })).toMatchObject({
      kind: 'rejected',
      ignoredFields: 3,
      problem: { code: 'C012' },
    });
    expect(await given({ unknownFields: 'reject' }).handle(body)).toMatchObject({
      kind: 'rejected',
      ignoredFields: 3,
      problem: { code: 'F001' },
    });
    expect(await given({ unknownFields: 'reject' }).handle({ ...body, applicationDate: null })).toMatchObject({
      problem: { code: 'C012' },
    });
  });

  test.each([[[person]], [null], ['text'], [undefined]])(
    'that is no object is unreadable, and no store is asked: %j',
    async (body) => {
      const { handle, calls } = given();
      expect(await handle(body)).toMatchObject({ kind: 'unreadable', problem: { code: 'F003' } });
      expect(calls).toEqual([]);
    },
  );

  test('among 24 that create one customer: one is accepted', async () => {
    const { handle } = given();
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_, i) => handle({ ...person, communicationNumber: `N-${i}` })),
    );
    expect(outcomes.map(brief).sort()).toEqual([...Array<string>(23).fill(EXISTS), 'accepted']);
  });
});

describe('what the store says', () => {
  const customers = (outcome: StoreOutcome, acceptedBody?: string): Customers => ({
    store: async () => outcome,
    standing: async () => ({ customerExists: false, ...(acceptedBody !== undefined && { acceptedBody }) }),
    find: async () => undefined,
    versions: async () => undefined,
  });

  test.each<[StoreOutcome, string | undefined, string]>([
    ['customer-exists', undefined, EXISTS],
    ['customer-missing', undefined, MISSING],
    ['number-taken', JSON.stringify(person), 'accepted, replayed'],
    ['number-taken', '{}', USED],
    ['stored', undefined, 'accepted'],
  ])('%s, with %s standing there', async (outcome, acceptedBody, expected) => {
    expect(brief(await given({ customers: customers(outcome, acceptedBody) }).handle(person))).toBe(expected);
  });

  test('a number that is taken by nothing is our own failure', async () => {
    await expect(given({ customers: customers('number-taken') }).handle(person)).rejects.toThrow(
      'The store refused a message, and nothing that it holds says why',
    );
  });

  test.each(['store', 'standing'] as const)('a failure of %s is passed on', async (method) => {
    const failing: Customers = {
      ...customers('number-taken'),
      [method]: () => Promise.reject(new Error('connection lost')),
    };
    await expect(given({ customers: failing }).handle(person)).rejects.toThrow('connection lost');
  });
});
