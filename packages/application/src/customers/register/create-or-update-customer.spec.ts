import { examples, type UnknownFields } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { CreateOrUpdateCustomer, type Outcome } from './create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import { MemoryInstallation } from '../../memory/memory-installation.js';
import { MemoryStore } from '../../memory/memory-store.js';
import type { AssessedRisk } from '../../assessments/ports.js';
import type { CustomerRegister, StoreOutcome } from '../ports.js';

const person = { ...examples[0]?.body, communicationNumber: 'N-1', customerExtId: 'C-1' };

interface Options {
  readonly customers?: CustomerRegister;
  readonly unknownFields?: UnknownFields;
}

/** The use case on new adapters; `calls` lists the calls that reach the store. */
function setUp({ customers, unknownFields = 'ignore' }: Options = {}) {
  const calls: string[] = [];
  const memory = new MemoryCustomers(new MemoryStore({ now: () => new Date(Date.UTC(2026, 1, 2)) }));
  const store = customers ?? memory;
  const classifiers = new MemoryClassifiers([
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
  ]);
  const counted: CustomerRegister = {
    store: (...args) => (calls.push('store'), store.store(...args)),
    standing: (...args) => (calls.push('standing'), store.standing(...args)),
  };
  const useCase = (fields: UnknownFields) =>
    new CreateOrUpdateCustomer({
      customers: counted,
      classifiers,
      screeningProcesses: ['PEP', 'SANCTIONS'],
      unknownFields: fields,
    });
  const handle = (body: unknown, fields = unknownFields): Promise<Outcome> =>
    useCase(fields).handle({ text: JSON.stringify(body), value: body });
  return { handle, memory, classifiers, calls };
}
const LOW: AssessedRisk = {
  level: 'LOW',
  score: 3,
  needsDecision: false,
  nextReview: '2031-03-01',
  model: { id: 'default', version: '1', hash: 'abc' },
  explanation: {},
};
const brief = (outcome: Outcome): string =>
  outcome.kind === 'accepted'
    ? `accepted${outcome.replayed ? ', replayed' : ''}`
    : `${outcome.problem.code} ${outcome.problem.description}`;
const USED = 'O001 CommunicationNumber already used in amlyze';
const EXISTS = 'C004 Customer already exists';
const MISSING = 'C004 Cannot update not existing customer, use Action = CREATE';

describe('a valid message', () => {
  test('needs a single write, which stores the body as received', async () => {
    const { handle, memory, calls } = setUp();
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

  test('with EVALUATE is assessed by its profile and stored with the result', async () => {
    const { customers, riskModels } = new MemoryInstallation();
    await riskModels.add({ ...LOW.model, data: {} }, 'Ona');
    await riskModels.activate(LOW.model.id, LOW.model.version, 'Ona');
    const states: string[] = [];
    const profiles: unknown[] = [];
    const useCase = new CreateOrUpdateCustomer({
      ...{ customers, classifiers: setUp().classifiers, screeningProcesses: [], unknownFields: 'ignore' },
      assess: (_, profile) => {
        profiles.push(profile());
        return { risk: LOW, status: 'ACTIVE', requiresNoScreening: false, fourEyes: false };
      },
      onAssessment: (state) => states.push(state),
    });
    const value = {
      ...person,
      action: 'CREATE',
      customerStatus: 'PENDING',
      sourceOfRiskLevel: 'EVALUATE',
      riskLevel: null,
    };
    expect(brief(await useCase.handle({ text: JSON.stringify(value), value }))).toBe('accepted');
    expect(await customers.find('C-1')).toMatchObject({ version: 1, customerStatus: 'ACTIVE', riskLevel: 'LOW' });
    expect([states, profiles]).toEqual([['COMPLETED'], [expect.objectContaining({ lastName: 'Rimvydas' })]]);
  });

  test('with EVALUATE queues the assessment and the screenings and does not set the level', async () => {
    const { handle, memory } = setUp();
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

  test('with UPDATE creates the next version', async () => {
    const { handle, memory } = setUp();
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
  test('with the same JSON value, members in any order, gets the same answer and changes nothing', async () => {
    const { handle, memory } = setUp();
    await handle({ ...person, shoeSize: { left: 42, right: 43 } });
    const again = Object.fromEntries(Object.entries({ ...person, shoeSize: { right: 43, left: 42 } }).reverse());
    expect(await handle(again)).toEqual({ kind: 'accepted', replayed: true, ignoredFields: 1 });
    expect(await memory.versions('C-1')).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['another value', { lastName: 'Kalnas' }],
    ['another customer', { customerExtId: 'C-2' }],
    ['an additional member', { requester: null }],
    ['another unknown field', { shoeSize: 42 }],
    ['a blank before the number', { communicationNumber: ' N-1' }],
    ['an update of the customer', { action: 'UPDATE' }],
    ['a list in another order', { screeningLists: ['PEP', 'SANCTIONS'] }],
  ])('of the number with %s is rejected', async (_, change) => {
    const { handle, memory } = setUp();
    await handle({ ...person, screeningLists: ['SANCTIONS', 'PEP'] });
    expect(brief(await handle({ ...person, screeningLists: ['SANCTIONS', 'PEP'], ...change }))).toBe(USED);
    expect(await memory.versions('C-1')).toHaveLength(1);
  });

  test('is recognised even if a code was retired, the customer was updated and unknown fields are rejected since', async () => {
    const { handle, classifiers } = setUp();
    await handle({ ...person, shoeSize: 42 });
    await handle({ ...person, communicationNumber: 'N-2', action: 'UPDATE' });
    await classifiers.retire('riskManagementCategory', 'IND', 'Rūta');
    expect(brief(await handle({ ...person, shoeSize: 42 }, 'reject'))).toBe('accepted, replayed');
    expect(brief(await handle({ ...person, communicationNumber: 'N-3', customerExtId: 'C-3' }))).toBe(
      'C007 RiskManagementCategory does not exist in Amlyze',
    );
  });

  test('of an update is recognised', async () => {
    const { handle, memory } = setUp();
    await handle(person);
    for (const expected of ['accepted', 'accepted, replayed', 'accepted, replayed'])
      expect(brief(await handle({ ...person, communicationNumber: 'N-2', action: 'UPDATE' }))).toBe(expected);
    expect(await memory.versions('C-1')).toHaveLength(2);
  });

  test('that is sent 24 times concurrently is stored once', async () => {
    const { handle, memory } = setUp();
    const outcomes = await Promise.all(Array.from({ length: 24 }, () => handle(person)));
    expect(outcomes.map(brief).sort()).toEqual(['accepted', ...Array<string>(23).fill('accepted, replayed')]);
    expect(await memory.versions('C-1')).toHaveLength(1);
  });
});

describe('the first error', () => {
  const NEW = { communicationNumber: 'N-2' };
  test.each<[string, object, string]>([
    [
      'C001 before O001 and all other codes',
      { communicationNumber: null, customerExtId: null, action: 'X' },
      'C001 CommunicationNumber is mandatory.',
    ],
    [
      'C001 for an invalid number',
      { communicationNumber: 'N\t1' },
      'C001 CommunicationNumber must be a string without control characters',
    ],
    ['O001 before C002', { customerExtId: null }, USED],
    ['O001 before C005', { action: 'X' }, USED],
    ['O001 before C004', { lastName: 'Kalnas' }, USED],
    ['O001 before C007', { riskManagementCategory: 'NOWHERE' }, USED],
    ['O001 before C010', { entityType: 'X' }, USED],
    ['O001 before extensions', { isPEP: [] }, USED],
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
      'C006 of an update of an existing customer',
      { ...NEW, action: 'UPDATE', customerStatus: null },
      'C006 CustomerStatus is mandatory. values: PENDING, ACTIVE, REJECTED, SUSPENDED, CLOSED',
    ],
    ['C004 alone', { ...NEW }, EXISTS],
    ['C004 of an update alone', { ...NEW, customerExtId: 'C-2', action: 'UPDATE' }, MISSING],
  ])('%s', async (_, change, expected) => {
    const { handle, memory } = setUp();
    await handle(person);
    expect(brief(await handle({ ...person, ...change }))).toBe(expected);
    expect(await memory.versions('C-1')).toHaveLength(1);
  });
});

describe('a rejected message', () => {
  test('leaves its number free, whether the rules or the store rejected it', async () => {
    const { handle } = setUp();
    expect(brief(await handle({ ...person, applicationDate: 'soon' }))).toMatch(/^C012 /);
    expect(brief(await handle({ ...person, action: 'UPDATE' }))).toBe(MISSING);
    expect(brief(await handle(person))).toBe('accepted');
    expect(brief(await handle({ ...person, communicationNumber: 'N-2' }))).toBe(EXISTS);
    expect(brief(await handle({ ...person, communicationNumber: 'N-2', action: 'UPDATE' }))).toBe('accepted');
  });

  test('counts ignored fields; with UNKNOWN_FIELDS=reject they are a problem', async () => {
    const body = { ...person, shoeSize: 42, listContact: [{ contactType: 'EMAIL', contactDetails: 'x', a: 1, b: 2 }] };
    expect(await setUp().handle({ ...body, applicationDate: null })).toMatchObject({
      kind: 'rejected',
      ignoredFields: 3,
      problem: { code: 'C012' },
    });
    expect(await setUp({ unknownFields: 'reject' }).handle(body)).toMatchObject({
      kind: 'rejected',
      ignoredFields: 3,
      problem: { code: 'F001' },
    });
    expect(await setUp({ unknownFields: 'reject' }).handle({ ...body, applicationDate: null })).toMatchObject({
      problem: { code: 'C012' },
    });
  });

  test.each([[[person]], [null], ['text'], [undefined]])(
    'that is not an object is unreadable and does not reach the store: %j',
    async (body) => {
      const { handle, calls } = setUp();
      expect(await handle(body)).toMatchObject({ kind: 'unreadable', problem: { code: 'F003' } });
      expect(calls).toEqual([]);
    },
  );

  test('is every one but the first of 24 that create one customer concurrently', async () => {
    const { handle } = setUp();
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_, i) => handle({ ...person, communicationNumber: `N-${i}` })),
    );
    expect(outcomes.map(brief).sort()).toEqual([...Array<string>(23).fill(EXISTS), 'accepted']);
  });
});

describe('the outcome of the store', () => {
  const customers = (outcome: StoreOutcome, acceptedBody?: string): CustomerRegister => ({
    store: async () => outcome,
    standing: async () => ({ customerExists: false, ...(acceptedBody !== undefined && { acceptedBody }) }),
  });

  test.each<[StoreOutcome, string | undefined, string]>([
    ['customer-exists', undefined, EXISTS],
    ['customer-missing', undefined, MISSING],
    ['number-taken', JSON.stringify(person), 'accepted, replayed'],
    ['number-taken', '{}', USED],
    ['stored', undefined, 'accepted'],
  ])('%s, with %s as the accepted body', async (outcome, acceptedBody, expected) => {
    expect(brief(await setUp({ customers: customers(outcome, acceptedBody) }).handle(person))).toBe(expected);
  });

  test('number-taken without an accepted body is an internal failure', async () => {
    await expect(setUp({ customers: customers('number-taken') }).handle(person)).rejects.toThrow(
      'The store refused a message, but the stored data explain no reason',
    );
  });

  test.each(['store', 'standing'] as const)('a failure of %s rejects', async (method) => {
    const failing: CustomerRegister = {
      ...customers('number-taken'),
      [method]: () => Promise.reject(new Error('connection lost')),
    };
    await expect(setUp({ customers: failing }).handle(person)).rejects.toThrow('connection lost');
  });
});
