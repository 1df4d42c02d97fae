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
  test.each([[null], [''], ['   '], ['\t\n'], ['\u00a0'], ['\u200b'], ['\u3164'], [' \u2060\u0007']])(
    '%j counts as absent everywhere',
    (blank) => {
      expect(problemsOf({ ...person, customerExtId: blank })).toEqual(['C002 /customerExtId missing']);
      expect(problemsOf({ ...person, entityType: blank })).toEqual(['C010 /entityType missing']);
      expect(problemsOf({ ...person, sourceOfRiskLevel: blank })).toEqual(['C008 /sourceOfRiskLevel missing']);
      expect(problemsOf({ ...person, title: blank, LEI: blank, giin: blank })).toEqual([]);
      expect(
        problemsOf({
          ...person,
          closingDate: blank,
          fieldOfActivity: blank,
          listContact: blank,
          initialDepositAmount: blank,
          isPEP: blank,
        }),
      ).toEqual([]);
      expect(problemsOf({ ...person, listAddress: [{ addressDetails: blank, country: blank }] })).toEqual([
        'Q004.ADR01 /listAddress/0/addressDetails missing',
        'Q004.ADR02 /listAddress/0/country missing',
      ]);
      expect(messageOf({ ...person, requester: blank, listContact: blank })).toEqual(person);
    },
  );

  test.each([[false], [0], [[]], [{}]])('%j is present, also in a forbidden field', (value) => {
    expect(problemsOf({ ...person, title: value })).toEqual(['C014. /title forbidden']);
    expect(problemsOf({ ...organization, firstName: value, fieldOfActivity: value })).toEqual([
      'C015. /firstName forbidden',
      'C015. /fieldOfActivity forbidden',
    ]);
    expect(problemsOf({ ...person, requester: value })).toEqual(['F002 /requester structure']);
  });

  test('zero, false and empty lists are kept', () => {
    const values = {
      initialDepositAmount: 0,
      isPEP: false,
      listContact: [],
      fieldOfActivity: {},
      isFamilyPEP: 'false',
    };
    expect(messageOf({ ...person, ...values })).toEqual({ ...person, ...values });
  });

  test.each(['\0', ' \0'])('%j is ill-formed text rather than absent', (text) => {
    expect(problemsOf({ ...person, requester: text })).toEqual(['LEN02 /requester structure']);
  });

  test('a null list element has the wrong type, a blank one is absent', () => {
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

  test('absent elements do not change the index of others', () => {
    expect(
      reading({ ...person, initializeScreeningProcesses: ['', 'NOWHERE'] })
        .uses.filter(({ codeList }) => codeList === 'screeningProcess')
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

  test('are reported under the main name', () => {
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
    ['with white space around it', { LEI: 'L', lei: 'L ' }, ['F004 /LEI structure']],
  ])('main name and alias together: %s', (_, values, expected) => {
    expect(problemsOf({ ...organization, ...values })).toEqual(expected);
    expect(messageOf({ ...organization, ...values })['LEI']).toBe(expected.length > 0 ? undefined : 'L');
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

  test('are accepted, listed and not stored', () => {
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

  test('never change a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const message = messageOf(JSON.parse(body));
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
    expect(['isAdmin' in message, 'isAdmin' in {}]).toEqual([false, false]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  test('cause one problem per object, if the installation rejects them', () => {
    expect(
      reading(JSON.parse(body))
        .ignored.map(({ problem }) => `${problem().code} ${problem().description}`)
        .sort(),
    ).toEqual([
      'F001 The body has members that are not fields of the contract: 5',
      'F001 listContact[0] has members that are not fields of the contract: 1',
    ]);
  });

  test('do not count if they are absent', () => {
    expect(
      ignoredOf({ ...person, shoeSize: null, listContact: [{ contactType: 'EMAIL', contactDetails: 'x', fax: ' ' }] }),
    ).toEqual([]);
  });

  test('include names in another case, and fields of another type', () => {
    expect(
      ignoredOf({
        ...person,
        FirstName: 'X',
        listAddress: [{ addressDetails: 'x', country: 'LT', contactType: 'EMAIL' }],
      }),
    ).toEqual(['/FirstName', '/listAddress/0/contactType']);
  });
});

test('the profile has every field except those of the message itself', () => {
  const { communicationNumber, customerExtId, ...profile } = person;
  expect(profileOf(messageOf({ ...person, action: 'UPDATE', requester: 'branch' }))).toEqual({
    ...profile,
    requester: 'branch',
  });
});

describe('a small body that breaks millions of rules', () => {
  const empty = (count: number, element: object = {}): object[] => Array.from({ length: count }, () => element);

  test('lists the first thousand problems of a list, the first error among them', () => {
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

  test('is inspected to its end', () => {
    const deep = JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown;
    expect(read({ ...organization, listAddress: [...empty(999), { more: deep }] })).toMatchObject({
      unreadable: { code: 'F003' },
    });
    expect(problemsOf({ ...organization, listAddress: [...empty(999), { more: '\0' }] })).toContain(
      'LEN02 /listAddress structure',
    );
  });
});

test('a screening process has the limit of text, since its error quotes it', () => {
  expect(problemsOf({ ...person, initializeScreeningProcesses: ['x'.repeat(4001)] })).toEqual([
    'LEN01 /initializeScreeningProcesses/0 structure',
  ]);
});
