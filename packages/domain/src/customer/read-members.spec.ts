import { describe, expect, test } from '@jest/globals';
import { inOrder } from '../field-rules/rule.js';
import { examples } from './examples.js';
import { profileOf, read, type Reading } from './read.js';

const person = examples[0]?.body ?? {};
const organization = {
  ...person,
  entityType: 'ORGANIZATION',
  firstName: null,
  lastName: null,
  birthDate: null,
  citizenshipCountry: null,
  title: 'Reed Boats',
  registrationCountry: 'LT',
};

function reading(body: unknown): Reading {
  const found = read(body);
  if ('unreadable' in found) throw new Error(found.unreadable.description);
  return found;
}
const problemsOf = (body: unknown): string[] =>
  inOrder(reading(body).problems).map(({ code, pointer, rule }) => `${code} ${pointer} ${rule.split('#')[1]}`);
const messageOf = (body: unknown): Readonly<Record<string, unknown>> => reading(body).message;
const ignoredOf = (body: unknown): string[] => reading(body).ignored.flatMap(({ pointers }) => pointers());

describe('absent: null, empty and blank', () => {
  test.each([[null], [''], ['   '], ['\t\n'], ['\u00a0']])('%j counts as absent everywhere', (nothing) => {
    expect(problemsOf({ ...person, customerExtId: nothing })).toEqual(['C002 /customerExtId missing']);
    expect(problemsOf({ ...person, entityType: nothing })).toEqual(['C010 /entityType missing']);
    expect(problemsOf({ ...person, sourceOfRiskLevel: nothing })).toEqual(['C008 /sourceOfRiskLevel missing']);
    expect(problemsOf({ ...person, title: nothing, LEI: nothing, giin: nothing })).toEqual([]);
    expect(
      problemsOf({
        ...person,
        closingDate: nothing,
        fieldOfActivity: nothing,
        listContact: nothing,
        initialDepositAmount: nothing,
        isPEP: nothing,
      }),
    ).toEqual([]);
    expect(problemsOf({ ...person, listAddress: [{ addressDetails: nothing, country: nothing }] })).toEqual([
      'Q004.ADR01 /listAddress/0/addressDetails missing',
      'Q004.ADR02 /listAddress/0/country missing',
    ]);
    expect(messageOf({ ...person, requester: nothing, listContact: nothing })).toEqual(person);
  });

  test.each([[false], [0], [[]], [{}]])('%j is present, also where a field is forbidden', (something) => {
    expect(problemsOf({ ...person, title: something })).toEqual(['C014. /title forbidden']);
    expect(problemsOf({ ...organization, firstName: something, fieldOfActivity: something })).toEqual([
      'C015. /firstName forbidden',
      'C015. /fieldOfActivity forbidden',
    ]);
    expect(problemsOf({ ...person, requester: something })).toEqual(['F002 /requester structure']);
  });

  test('zero, false and empty lists are kept', () => {
    const given = { initialDepositAmount: 0, isPEP: false, listContact: [], fieldOfActivity: {}, isFamilyPEP: 'false' };
    expect(messageOf({ ...person, ...given })).toEqual({ ...person, ...given });
  });

  test('a null list element is of the wrong type, a blank one is absent', () => {
    expect(
      reading({ ...person, listContact: [null], screeningLists: ['PEP', null] }).problems.map(
        ({ description }) => description,
      ),
    ).toEqual(['initializeScreeningProcesses[1] must be a string', 'listContact[0] must be an object']);
    expect(messageOf({ ...person, initializeScreeningProcesses: ['', 'PEP', '  '], listContact: [''] })).toEqual({
      ...person,
      initializeScreeningProcesses: ['PEP'],
      listContact: [],
    });
  });

  test('an element keeps its index beside absent ones', () => {
    expect(
      reading({ ...person, initializeScreeningProcesses: ['', 'NOWHERE'] })
        .uses.filter(({ list }) => list === 'screeningProcess')
        .map(({ at }) => at),
    ).toEqual([[1]]);
  });
});

describe('aliases', () => {
  test.each<[string, object, object]>([
    ['screeningLists', { ...person, screeningLists: ['PEP'] }, { ...person, initializeScreeningProcesses: ['PEP'] }],
    [
      'sourcesOfWealth',
      { ...person, sourcesOfWealth: [{ code: 'INHERITANCE' }] },
      { ...person, listSourceOfWealth: [{ code: 'INHERITANCE' }] },
    ],
    [
      'regionOfActivity',
      { ...person, listRegionOfActivity: [{ regionOfActivity: 'EU' }] },
      { ...person, listRegionOfActivity: [{ region: 'EU' }] },
    ],
    ['lei and giin', { ...organization, lei: 'L', giin: 'G' }, { ...messageOf(organization), LEI: 'L', GIIN: 'G' }],
    [
      'the words INCOMING and OUTGOING',
      {
        ...person,
        listPaymentCountry: [
          { country: 'LT', turnoverDirection: 'INCOMING' },
          { country: 'LT', turnoverDirection: 'OUTGOING' },
        ],
      },
      {
        ...person,
        listPaymentCountry: [
          { country: 'LT', turnoverDirection: 'IN' },
          { country: 'LT', turnoverDirection: 'OUT' },
        ],
      },
    ],
  ])('%s: stored under the main name', (_, body, message) => {
    expect(problemsOf(body)).toEqual([]);
    expect(messageOf(body)).toEqual(message);
    expect(ignoredOf(body)).toEqual([]);
  });

  test('are shown by the main name when they break a rule', () => {
    expect(reading({ ...person, sourcesOfWealth: [{ code: 5 }] }).problems).toMatchObject([
      { pointer: '/listSourceOfWealth/0/code', description: 'listSourceOfWealth[0].code must be a string' },
    ]);
    expect(problemsOf({ ...person, lei: 'L' })).toEqual(['C014. /LEI forbidden']);
  });

  test.each([
    ['the same', { LEI: 'L', lei: 'L' }, []],
    ['one absent', { LEI: null, lei: 'L' }, []],
    ['the other absent', { LEI: 'L', lei: ' ' }, []],
    ['different', { LEI: 'L', lei: 'M' }, ['F004 /LEI structure']],
    ['another type', { LEI: 'L', lei: ['L'] }, ['F004 /LEI structure']],
    ['blank about it', { LEI: 'L', lei: 'L ' }, ['F004 /LEI structure']],
  ])('main name and alias together: %s', (_, given, expected) => {
    expect(problemsOf({ ...organization, ...given })).toEqual(expected);
    expect(messageOf({ ...organization, ...given })['LEI']).toBe(expected.length > 0 ? undefined : 'L');
  });

  test('lists are compared as JSON values', () => {
    const both = (alias: unknown) => ({
      ...person,
      listSourceOfWealth: [{ code: 'INHERITANCE', amount: 1 }],
      sourcesOfWealth: alias,
    });
    expect(problemsOf(both([{ amount: 1, code: 'INHERITANCE' }]))).toEqual([]);
    expect(reading(both([])).problems).toMatchObject([
      {
        code: 'F004',
        description: 'listSourceOfWealth is given under its name and under sourcesOfWealth, with different values',
      },
    ]);
  });
});

describe('unknown fields', () => {
  const body = JSON.stringify({
    ...person,
    iSanctioned: true,
    'a/b~c': 1,
    listContact: [{ contactType: 'EMAIL', contactDetails: 'x', shoeSize: 42 }],
  }).replace(
    '{',
    '{"__proto__":{"isAdmin":true,"firstName":"X"},"constructor":{"prototype":{"isAdmin":true}},"toString":1,',
  );

  test('reject nothing, are not stored, and are listed', () => {
    expect(problemsOf(JSON.parse(body))).toEqual([]);
    expect(ignoredOf(JSON.parse(body))).toEqual([
      '/__proto__',
      '/constructor',
      '/toString',
      '/iSanctioned',
      '/a~1b~0c',
      '/listContact/0/shoeSize',
    ]);
    expect(messageOf(JSON.parse(body))).toEqual({
      ...person,
      listContact: [{ contactType: 'EMAIL', contactDetails: 'x' }],
    });
  });

  test('never touch a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const message = messageOf(JSON.parse(body));
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
    expect(['isAdmin' in message, 'isAdmin' in {}]).toEqual([false, false]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  test('one problem an object, for where they are refused', () => {
    expect(
      reading(JSON.parse(body))
        .ignored.map(({ problem }) => `${problem().code} ${problem().description}`)
        .sort(),
    ).toEqual([
      'F001 The body has members that are not fields of the contract: 5',
      'F001 listContact[0] has members that are not fields of the contract: 1',
    ]);
  });

  test('that are absent are none', () => {
    expect(
      ignoredOf({ ...person, shoeSize: null, listContact: [{ contactType: 'EMAIL', contactDetails: 'x', fax: ' ' }] }),
    ).toEqual([]);
  });

  test('a field in another case, or of another type, is one', () => {
    expect(
      ignoredOf({
        ...person,
        FirstName: 'X',
        listAddress: [{ addressDetails: 'x', country: 'LT', contactType: 'EMAIL' }],
      }),
    ).toEqual(['/FirstName', '/listAddress/0/contactType']);
  });
});

test('the profile holds every field but those of the message itself', () => {
  const { communicationNumber, customerExtId, ...profile } = person;
  expect(profileOf(messageOf({ ...person, action: 'UPDATE', requester: 'branch' }))).toEqual({
    ...profile,
    requester: 'branch',
  });
});

describe('a small body that breaks millions of rules', () => {
  const empty = (count: number, element: object = {}): object[] => Array.from({ length: count }, () => element);

  test('has the first thousand problems of a list listed, and its first error answered', () => {
    const found = reading({
      ...organization,
      listRelatedEntity: empty(1000, { listBusinessEntityDocument: empty(340) }),
    });
    expect(found.problems.length).toBeLessThan(2500);
    expect(inOrder(found.problems)[0]).toMatchObject({
      code: 'C017.C016.RE02',
      pointer: '/listRelatedEntity/0/entityType',
    });
  });

  test('is looked through to its end', () => {
    const deep = JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown;
    expect(read({ ...organization, listAddress: [...empty(999), { more: deep }] })).toMatchObject({
      unreadable: { code: 'F003' },
    });
    expect(problemsOf({ ...organization, listAddress: [...empty(999), { more: '\0' }] })).toContain(
      'LEN02 /listAddress structure',
    );
  });
});

test('a screening process is quoted in its error, and so has the limit of text', () => {
  expect(problemsOf({ ...person, initializeScreeningProcesses: ['x'.repeat(4001)] })).toEqual([
    'LEN01 /initializeScreeningProcesses/0 structure',
  ]);
});
