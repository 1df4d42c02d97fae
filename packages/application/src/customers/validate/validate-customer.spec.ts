import { examples } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { CreateOrUpdateCustomer } from '../register/create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import { MemoryStore } from '../../memory/memory-store.js';
import { ValidateCustomer, type RiskPreview, type Validation } from './validate-customer.js';
import { changesOf } from './changes.js';
import { distanceBelow, nearestName } from '../nearest-name.js';

const person: Readonly<Record<string, unknown>> = {
  ...examples[0]?.body,
  communicationNumber: 'N-1',
  customerExtId: 'C-1',
};
const RISK: RiskPreview = {
  level: 'LOW',
  score: 7,
  needsDecision: false,
  nextReview: '2029-02-02',
  model: { id: 'm', version: '1', hash: 'h' },
  explanation: { of: 'it' },
};

/** The use case, with `person` stored. */
async function setUp(previewRisk: (profile: object) => Promise<RiskPreview> = async () => RISK) {
  const customers = new MemoryCustomers(new MemoryStore({ now: () => new Date(Date.UTC(2026, 1, 2)) }));
  const classifiers = new MemoryClassifiers([
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
    { classifier: 'country', code: 'LV', name: 'Latvia' },
  ]);
  const uses = { customers, classifiers, screeningProcesses: ['PEP'], unknownFields: 'ignore' as const };
  const received = (value: unknown) => ({ text: JSON.stringify(value), value });
  const register = (value: unknown) => new CreateOrUpdateCustomer(uses).handle(received(value));
  const validate = async (value: unknown): Promise<Validation> => {
    const validation = await new ValidateCustomer({ ...uses, previewRisk }).validate(received(value));
    if ('kind' in validation) throw new Error('Unreadable');
    return validation;
  };
  await register(person);
  return { customers, register, validate };
}
const lines = ({ problems }: Validation) => problems.map(({ code, pointer, origin }) => `${code} ${pointer} ${origin}`);

describe('a validation', () => {
  test('lists all problems of message, classifiers and store in the order of the contract, and stores nothing', async () => {
    const { validate, customers } = await setUp();
    const validation = await validate({
      ...person,
      customerStatus: 'ASLEEP',
      citizenshipCountry: 'XX',
      listAddress: [{ addressDetails: 'A', addressType: 'T' }],
      title: 'Z',
    });
    expect(lines(validation)).toEqual([
      'O001 /communicationNumber extension',
      'C004 /customerExtId documented',
      'C006 /customerStatus extension',
      'C014. /title documented',
      'C016.I06 /citizenshipCountry documented',
      'Q004.ADR02 /listAddress/0/addressType extension',
      'Q004.ADR02 /listAddress/0/country documented',
    ]);
    expect(validation).toMatchObject({ outcome: { kind: 'rejected', problem: { code: 'O001' } }, problemCount: 7 });
    expect(await customers.versions('C-1')).toHaveLength(1);
  });

  test('predicts the outcome of the message', async () => {
    const { validate, register } = await setUp();
    for (const body of [
      person,
      { ...person, lastName: 'B' },
      { ...person, communicationNumber: 'N-2' },
      { ...person, communicationNumber: 'N-2', customerExtId: 'C-2', action: 'UPDATE' },
      { ...person, communicationNumber: ' ' },
      { ...person, communicationNumber: 'N-3', action: 'UPDATE' },
      { ...person, communicationNumber: 'N-4', customerExtId: 'C-4', iSanctioned: 1 },
    ]) {
      const { outcome } = await validate(body);
      expect(outcome).toEqual(await register(body));
    }
  });

  test('of a repeat has no problems', async () => {
    const { validate } = await setUp();
    expect(await validate(person)).toEqual({
      outcome: { kind: 'accepted', replayed: true, ignoredFields: 0 },
      problems: [],
      problemCount: 0,
      ignoredFields: [],
      ignoredFieldCount: 0,
    });
  });

  test('lists ignored fields with the name that was probably meant', async () => {
    const { validate } = await setUp();
    const { ignoredFields, ignoredFieldCount } = await validate({
      ...person,
      iSanctioned: true,
      shoeSize: 44,
      listAddress: [{ contry: 'LT', addressdetails: 'A', 'a/b': 1 }],
      absent: null,
    });
    expect(ignoredFields).toEqual([
      { pointer: '/iSanctioned', didYouMean: 'isSanctioned' },
      { pointer: '/shoeSize' },
      { pointer: '/listAddress/0/contry', didYouMean: 'country' },
      { pointer: '/listAddress/0/addressdetails', didYouMean: 'addressDetails' },
      { pointer: '/listAddress/0/a~1b' },
    ]);
    expect(ignoredFieldCount).toBe(5);
  });

  test('suggests names for 50 different misspellings, counting a misspelling in several elements once', async () => {
    const { validate } = await setUp();
    const misspellings = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`lastName${i}`, 1]));
    const { ignoredFields } = await validate({
      ...person,
      ...misspellings,
      listAddress: Array.from({ length: 70 }, () => ({ contry: 'LT' })),
    });
    const meant = (pointers: RegExp) =>
      ignoredFields.filter(({ pointer, didYouMean }) => pointers.test(pointer) && didYouMean !== undefined).length;
    expect([meant(/^\/lastName/), meant(/contry$/)]).toEqual([50, 0]);
    const alone = await validate({ ...person, listAddress: Array.from({ length: 70 }, () => ({ contry: 'LT' })) });
    expect(alone.ignoredFields.filter(({ didYouMean }) => didYouMean === 'country')).toHaveLength(70);
  });

  test('lists at most 1,000 problems and ignored fields, and counts all', async () => {
    const { validate } = await setUp();
    const more = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`unknown-${i}`, 1]));
    const validation = await validate({
      ...person,
      ...more,
      customerStatus: 'ASLEEP',
      listAddress: Array.from({ length: 500 }, () => ({ unknown: 1 })),
    });
    expect([validation.ignoredFields.length, validation.ignoredFieldCount, validation.problems.length]).toEqual([
      1000, 1400, 1000,
    ]);
    expect(validation.problemCount).toBeGreaterThan(1000);
  });

  test('lists the fields that an UPDATE clears, changes and adds, without stored values', async () => {
    const { validate, register } = await setUp();
    const address = (details: string) => ({ addressDetails: details, country: 'LT' });
    await register({
      ...person,
      communicationNumber: 'N-2',
      action: 'UPDATE',
      isPEP: true,
      listCountryOfActivity: [],
      nationalCode: '3',
    });
    const { update } = await validate({
      ...person,
      communicationNumber: 'N-3',
      action: 'UPDATE',
      lastName: 'Kalnas',
      nationalCode: '3',
      riskLevel: 'HIGH',
      listAddress: [address('A')],
    });
    expect(update).toEqual({
      cleared: ['/isPEP', '/listCountryOfActivity'],
      changed: ['/riskLevel', '/lastName'],
      added: ['/listAddress'],
    });
  });

  test.each([
    ['a CREATE', { customerExtId: 'C-2' }],
    ['a CREATE of an existing customer', {}],
    ['an UPDATE of a missing customer', { customerExtId: 'C-2', action: 'UPDATE' }],
    ['an UPDATE with a problem', { action: 'UPDATE', birthDate: 'x' }],
  ])('lists no changes for %s', async (_, change) => {
    const { validate } = await setUp();
    expect(await validate({ ...person, communicationNumber: 'N-2', ...change })).not.toHaveProperty('update');
  });

  test('compares with the level and the status that an assessment set', async () => {
    const { validate, customers } = await setUp();
    const find = customers.find.bind(customers);
    customers.find = async (...args) => ({
      ...(await find(...args))!,
      riskLevel: 'HIGH',
      customerStatus: 'SUSPENDED',
    });
    expect(
      (await validate({ ...person, communicationNumber: 'N-2', action: 'UPDATE', riskLevel: 'HIGH' })).update,
    ).toEqual({ cleared: [], changed: ['/customerStatus'], added: [] });
    expect(
      (await validate({ ...person, communicationNumber: 'N-2', action: 'UPDATE', customerStatus: 'SUSPENDED' })).update,
    ).toEqual({ cleared: [], changed: ['/riskLevel'], added: [] });
  });

  test('expects no change of the level from EVALUATE', async () => {
    const { validate } = await setUp();
    const { update } = await validate({
      ...person,
      communicationNumber: 'N-2',
      action: 'UPDATE',
      sourceOfRiskLevel: 'EVALUATE',
      riskLevel: 'HIGH',
    });
    expect(update).toEqual({ cleared: [], changed: ['/sourceOfRiskLevel'], added: [] });
  });

  test('contains the assessment of an EVALUATE that would be accepted', async () => {
    const assessedProfiles: object[] = [];
    const { validate } = await setUp(async (profile) => (assessedProfiles.push(profile), RISK));
    const evaluate = { ...person, communicationNumber: 'N-2', customerExtId: 'C-2', sourceOfRiskLevel: 'EVALUATE' };
    expect((await validate(evaluate)).assessment).toBe(RISK);
    expect(assessedProfiles).toEqual([expect.objectContaining({ lastName: 'Rimvydas' })]);
    expect(await validate({ ...evaluate, citizenshipCountry: 'XX' })).not.toHaveProperty('assessment');
    expect(await validate({ ...evaluate, sourceOfRiskLevel: 'IMPORT' })).not.toHaveProperty('assessment');
    expect(assessedProfiles).toHaveLength(1);
  });

  test('fails if the risk evaluation fails', async () => {
    const { validate } = await setUp(() => Promise.reject(new Error('down')));
    await expect(
      validate({ ...person, communicationNumber: 'N-2', customerExtId: 'C-2', sourceOfRiskLevel: 'EVALUATE' }),
    ).rejects.toThrow('down');
  });
});

describe('the nearest name', () => {
  const known = ['isSanctioned', 'country', 'lastName', 'listAddress', 'lei'];
  test.each([
    ['iSanctioned', 'isSanctioned'],
    ['ISSANCTIONED', 'isSanctioned'],
    ['conutry', 'country'],
    ['contry', 'country'],
    ['countries', 'country'],
    ['lastname', 'lastName'],
    ['Lei', 'lei'],
    ['le', 'lei'],
    ['lie', 'lei'],
    ['leixx', undefined],
    ['shoeSize', undefined],
    ['', undefined],
    ['x', undefined],
    ['name', undefined],
  ])('to %s is %s', (unknown, name) => {
    expect(nearestName(unknown, known)).toBe(name);
  });
});

describe('the distance of two names', () => {
  const names = [
    '',
    'a',
    'ab',
    'ba',
    'abc',
    'acb',
    'bca',
    'country',
    'conutry',
    'contry',
    'countries',
    'yrtnuoc',
    'listAddress',
    'lsitAdrdess',
  ];
  test.each([
    ['ab', 'ba', 1],
    ['abc', 'acb', 1],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
    ['country', 'contry', 1],
    ['country', 'countries', 3],
    ['listAddress', 'lsitAdrdess', 2],
  ])('%s and %s is %d', (a, b, distance) => {
    expect([distanceBelow(99, a, b), distanceBelow(99, b, a)]).toEqual([distance, distance]);
  });

  test('is the same below any bound, and Infinity otherwise', () => {
    for (const a of names) {
      for (const b of names) {
        const distance = distanceBelow(99, a, b);
        for (let bound = 0; bound < 12; bound++)
          expect([a, b, bound, distanceBelow(bound, a, b)]).toEqual([
            a,
            b,
            bound,
            distance < bound ? distance : Infinity,
          ]);
      }
    }
  });
});

describe('changes', () => {
  const of = (stored: unknown, sent: unknown) => {
    const { cleared, changed, added } = changesOf(stored, sent);
    return [cleared, changed, added];
  };
  test.each<[string, unknown, unknown, string[][]]>([
    ['none', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, [[], [], []]],
    [
      'members',
      { a: 1, b: 2, c: { d: 1, 'e/f': 2 } },
      { b: 3, c: { d: 1, g: 1 }, h: 1 },
      [['/a', '/c/e~1f'], ['/b'], ['/c/g', '/h']],
    ],
    ['another type', { a: [1] }, { a: { 0: 1 } }, [[], ['/a'], []]],
    ['a number as text', { a: 1 }, { a: '1' }, [[], ['/a'], []]],
    ['a new first element', { a: [1, 2] }, { a: [0, 1, 2] }, [[], [], ['/a/0']]],
    ['a removed element', { a: [1, 2, 3] }, { a: [1, 3] }, [['/a/1'], [], []]],
    ['a changed element', { a: [{ b: 1, c: 1 }, { b: 2 }] }, { a: [{ b: 9 }, { b: 2 }] }, [['/a/0/c'], ['/a/0/b'], []]],
    ['equal elements', { a: [1, 1, 1] }, { a: [1, 1] }, [['/a/2'], [], []]],
    ['all elements', { a: [1, 2] }, { a: [] }, [['/a/0', '/a/1'], [], []]],
  ])('of %s', (_, stored, sent, expected) => {
    expect(of(stored, sent)).toEqual(expected);
  });
});
