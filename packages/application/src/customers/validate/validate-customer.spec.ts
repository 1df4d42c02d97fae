import { examples } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { CreateOrUpdateCustomer } from '../register/create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import { ValidateCustomer, type TriedRisk, type Validation } from './validate-customer.js';
import { changesOf } from './changes.js';
import { distanceBelow, nearestName } from './nearest-name.js';

const person: Readonly<Record<string, unknown>> = {
  ...examples[0]?.body,
  communicationNumber: 'N-1',
  customerExtId: 'C-1',
};
const RISK: TriedRisk = {
  level: 'LOW',
  score: 7,
  needsDecision: false,
  nextReview: '2029-02-02',
  model: { id: 'm', version: '1', hash: 'h' },
  explanation: { of: 'it' },
};

/** A customer is stored; risk is tried as told. */
async function given(tryRisk: (profile: object) => Promise<TriedRisk> = async () => RISK) {
  const customers = new MemoryCustomers(() => new Date(Date.UTC(2026, 1, 2)));
  const classifiers = new MemoryClassifiers([
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
    { classifier: 'country', code: 'LV', name: 'Latvia' },
  ]);
  const uses = { customers, classifiers, screeningProcesses: ['PEP'], unknownFields: 'ignore' as const };
  const received = (value: unknown) => ({ text: JSON.stringify(value), value });
  const register = (value: unknown) => new CreateOrUpdateCustomer(uses).handle(received(value));
  const validate = async (value: unknown): Promise<Validation> => {
    const validation = await new ValidateCustomer({ ...uses, tryRisk }).validate(received(value));
    if ('kind' in validation) throw new Error('It does not read');
    return validation;
  };
  await register(person);
  return { customers, register, validate };
}
const lines = ({ problems }: Validation) => problems.map(({ code, pointer, origin }) => `${code} ${pointer} ${origin}`);

describe('a validation', () => {
  test('lists every problem in the order of the contract, of the message, the classifiers and the store, and stores nothing', async () => {
    const { validate, customers } = await given();
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

  test('has the outcome that the message then has', async () => {
    const { validate, register } = await given();
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

  test('of a repeat finds nothing wrong, whatever it would be new', async () => {
    const { validate } = await given();
    expect(await validate(person)).toEqual({
      outcome: { kind: 'accepted', replayed: true, ignoredFields: 0 },
      problems: [],
      problemCount: 0,
      ignoredFields: [],
      ignoredFieldCount: 0,
    });
  });

  test('lists ignored fields with the name that was probably meant there', async () => {
    const { validate } = await given();
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

  test('looks for the names of 50 different slips, the same slip in many elements being one', async () => {
    const { validate } = await given();
    const slips = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`lastName${i}`, 1]));
    const { ignoredFields } = await validate({
      ...person,
      ...slips,
      listAddress: Array.from({ length: 70 }, () => ({ contry: 'LT' })),
    });
    const meant = (pointers: RegExp) =>
      ignoredFields.filter(({ pointer, didYouMean }) => pointers.test(pointer) && didYouMean !== undefined).length;
    expect([meant(/^\/lastName/), meant(/contry$/)]).toEqual([50, 0]);
    const alone = await validate({ ...person, listAddress: Array.from({ length: 70 }, () => ({ contry: 'LT' })) });
    expect(alone.ignoredFields.filter(({ didYouMean }) => didYouMean === 'country')).toHaveLength(70);
  });

  test('lists at most 1,000 of each, and counts all', async () => {
    const { validate } = await given();
    const more = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`unknown-${i}`, 1]));
    const validation = await validate({ ...person, ...more, listAddress: Array.from({ length: 600 }, () => ({})) });
    expect([validation.ignoredFields.length, validation.ignoredFieldCount, validation.problems.length]).toEqual([
      1000, 1500, 1000,
    ]);
    expect(validation.problemCount).toBeGreaterThan(1000);
  });

  test('tells what an UPDATE clears, changes and adds, and none of what is stored', async () => {
    const { validate, register } = await given();
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
    ['a CREATE of one that there is', {}],
    ['an UPDATE of nobody', { customerExtId: 'C-2', action: 'UPDATE' }],
    ['an UPDATE that does not read', { action: 'UPDATE', birthDate: 'x' }],
  ])('tells of no changes by %s', async (_, change) => {
    const { validate } = await given();
    expect(await validate({ ...person, communicationNumber: 'N-2', ...change })).not.toHaveProperty('update');
  });

  test('compares with the level and the status that an assessment has set', async () => {
    const { validate, customers } = await given();
    const find = customers.find.bind(customers);
    customers.find = async (...asked) => ({
      ...(await find(...asked))!,
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

  test('leaves the level to an assessment', async () => {
    const { validate } = await given();
    const { update } = await validate({
      ...person,
      communicationNumber: 'N-2',
      action: 'UPDATE',
      sourceOfRiskLevel: 'EVALUATE',
      riskLevel: 'HIGH',
    });
    expect(update).toEqual({ cleared: [], changed: ['/sourceOfRiskLevel'], added: [] });
  });

  test('has the assessment that an EVALUATE would get, of its own profile', async () => {
    const tried: object[] = [];
    const { validate } = await given(async (profile) => (tried.push(profile), RISK));
    const evaluate = { ...person, communicationNumber: 'N-2', customerExtId: 'C-2', sourceOfRiskLevel: 'EVALUATE' };
    expect((await validate(evaluate)).assessment).toBe(RISK);
    expect(tried).toEqual([expect.objectContaining({ lastName: 'Rimvydas' })]);
    expect(await validate({ ...evaluate, citizenshipCountry: 'XX' })).not.toHaveProperty('assessment');
    expect(await validate({ ...evaluate, sourceOfRiskLevel: 'IMPORT' })).not.toHaveProperty('assessment');
    expect(tried).toHaveLength(1);
  });

  test('fails where the risk evaluation does', async () => {
    const { validate } = await given(() => Promise.reject(new Error('down')));
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
  ])('to %s is %s', (given, name) => {
    expect(nearestName(given, known)).toBe(name);
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

  test('is the same one below any bound, and none from it on', () => {
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
    ['an element put first', { a: [1, 2] }, { a: [0, 1, 2] }, [[], [], ['/a/0']]],
    ['an element taken out', { a: [1, 2, 3] }, { a: [1, 3] }, [['/a/1'], [], []]],
    [
      'an element changed inside',
      { a: [{ b: 1, c: 1 }, { b: 2 }] },
      { a: [{ b: 9 }, { b: 2 }] },
      [['/a/0/c'], ['/a/0/b'], []],
    ],
    ['equal elements', { a: [1, 1, 1] }, { a: [1, 1] }, [['/a/2'], [], []]],
    ['all elements', { a: [1, 2] }, { a: [] }, [['/a/0', '/a/1'], [], []]],
  ])('of %s', (_, stored, sent, expected) => {
    expect(of(stored, sent)).toEqual(expected);
  });
});
