import { describe, expect, test } from '@jest/globals';
import { inOrder } from '../field-rules/rule.js';
import { examples } from './examples.js';
import { read } from './read.js';

const person = examples[0]?.body ?? {};
const organization = examples[2]?.body ?? {};

/** The codes and descriptions of a body's problems, in order. */
const problemsOf = (body: object): string[] => {
  const reading = read(body);
  return 'unreadable' in reading
    ? [`${reading.unreadable.code} ${reading.unreadable.description}`]
    : inOrder(reading.problems).map(({ code, description }) => `${code} ${description}`);
};

/** Nested lists. */
const lists = (levels: number): unknown => (levels === 1 ? [] : [lists(levels - 1)]);
const TOO_DEEP = ['F003 The body must be a JSON object whose values nest no deeper than 32 levels'];
const value = { code: 'segment', datatype: 'STRING', description: 'Segment' };

describe('LEN01: text has at most 4,000 UTF-16 code units, a key 256', () => {
  test.each<[string, object, string, number]>([
    ['a text', { requester: 'x'.repeat(4001) }, 'requester', 4000],
    ['units, not characters', { requester: '🌳'.repeat(2000) + 'x' }, 'requester', 4000],
    [
      'a text inside lists',
      { listContact: [{ contactType: 'EMAIL', contactDetails: 'x'.repeat(4001) }] },
      'listContact[0].contactDetails',
      4000,
    ],
    [
      'an additional value',
      { listAdditionalValues: [{ ...value, value: 'x'.repeat(4001) }] },
      'listAdditionalValues[0].value',
      4000,
    ],
    ['the communication number', { communicationNumber: 'x'.repeat(257) }, 'communicationNumber', 256],
    ['the identifier', { customerExtId: 'x'.repeat(257) }, 'customerExtId', 256],
  ])('%s', (_, change, path, limit) => {
    expect(problemsOf({ ...person, ...change })).toEqual([`LEN01 ${path} is longer than ${limit} characters`]);
  });

  test.each<[string, object]>([
    ['a text', { requester: 'x'.repeat(4000) }],
    ['units', { requester: '🌳'.repeat(2000) }],
    ['an additional value', { listAdditionalValues: [{ ...value, value: 'x'.repeat(4000) }] }],
    ['keys, trimmed', { communicationNumber: ` ${'x'.repeat(256)} `, customerExtId: `\n${'y'.repeat(256)}\t` }],
    ['digits, which have no limit', { initialDepositAmount: '9'.repeat(5000) }],
  ])('has exactly the limit: %s', (_, change) => expect(problemsOf({ ...person, ...change })).toEqual([]));
});

describe('LEN02: NUL characters and unpaired surrogates, anywhere', () => {
  test.each<[string, object, string]>([
    ['a text', { requester: 'a\0' }, 'requester'],
    ['a key', { customerExtId: '\ud800' }, 'customerExtId'],
    ['a code', { citizenshipCountry: 'L\0' }, 'citizenshipCountry'],
    ['a word', { action: 'CREATE\0' }, 'action'],
    ['a date', { birthDate: '\udc00' }, 'birthDate'],
    ['a number', { initialDepositAmount: '1\0' }, 'initialDepositAmount'],
    ['a list element', { initializeScreeningProcesses: ['PEP', 'P\0'] }, 'initializeScreeningProcesses[1]'],
    ['an additional value', { listAdditionalValues: [{ ...value, value: '\0' }] }, 'listAdditionalValues[0].value'],
    ['an unknown field', { shoeSize: { left: ['\ud83c'] } }, 'The body'],
    ['an unknown name', { 'shoe\0': 1 }, 'The body'],
    ['a name within an unknown field', { shoeSize: [{ '\udfff': 1 }] }, 'The body'],
    [
      'an unknown name inside a list',
      { listContact: [{ contactType: 'EMAIL', contactDetails: 'x', '\0': 1 }] },
      'listContact[0]',
    ],
  ])('%s', (_, change, path) => {
    expect(problemsOf({ ...person, ...change })).toEqual([
      `LEN02 ${path} has a NUL character or an unpaired surrogate`,
    ]);
  });

  test.each<[string, object, string[]]>([
    [
      'a value of the wrong type',
      { requester: ['\0'] },
      ['LEN02 requester has a NUL character or an unpaired surrogate', 'F002 requester must be a string'],
    ],
    [
      'a list that is too long',
      { listContact: [...Array<number>(1000).fill(0), '\0'] },
      [
        'LEN02 listContact has a NUL character or an unpaired surrogate',
        'LEN03 listContact has more than 1000 elements',
      ],
    ],
    [
      'a field of the other type',
      { title: '\0' },
      [
        'LEN02 title has a NUL character or an unpaired surrogate',
        'C014. Field not allowed for INDIVIDUAL. Field:  Title',
      ],
    ],
    [
      'its alias, beside it',
      { LEI: 'x', lei: '\0' },
      ['LEN02 LEI has a NUL character or an unpaired surrogate', 'C014. Field not allowed for INDIVIDUAL. Field:  LEI'],
    ],
    [
      'a field that is not checked',
      { entityType: 'PERSON', title: '\0' },
      ['C010 EntityType is mandatory.', 'LEN02 title has a NUL character or an unpaired surrogate'],
    ],
  ])('in a value that is not read: %s', (_, change, expected) =>
    expect(problemsOf({ ...person, ...change })).toEqual(expected),
  );
});

describe('LEN03: a list has at most 1,000 elements', () => {
  const countries = (count: number) => Array.from({ length: count }, () => ({ country: 'LT' }));

  test('in outer and nested lists', () => {
    const inside = {
      listRelatedEntity: [
        { entityType: 'ORGANIZATION', relationType: 'OWNER', title: 'Quay', listCountryOfActivity: countries(1001) },
      ],
    };
    expect(problemsOf({ ...organization, listCountryOfActivity: countries(1001) })).toEqual([
      'LEN03 listCountryOfActivity has more than 1000 elements',
    ]);
    expect(problemsOf({ ...organization, ...inside })).toEqual([
      'LEN03 listRelatedEntity[0].listCountryOfActivity has more than 1000 elements',
    ]);
    expect(problemsOf({ ...person, screeningLists: Array(1001).fill('PEP') })).toEqual([
      'LEN03 initializeScreeningProcesses has more than 1000 elements',
    ]);
  });

  test('1,000 elements are read to the last', () => {
    expect(problemsOf({ ...organization, listCountryOfActivity: countries(1000) })).toEqual([]);
    expect(problemsOf({ ...organization, listCountryOfActivity: [...countries(999), {}] })).toEqual([
      'Q009.CA01 Problem with CountryOfActivity (index: 999 ). CountryOfActivity not found in Amlyze',
    ]);
  });
});

describe('LEN04: an object has at most 1,000 members', () => {
  const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));
  const address = { addressDetails: 'A', country: 'LT', addressType: 'ACTUAL' };

  test('the body, an object in a list, and anything in an unknown field', () => {
    const room = 1000 - Object.keys(person).length;
    expect(problemsOf({ ...person, ...members(room) })).toEqual([]);
    expect(problemsOf({ ...person, ...members(room + 1) })).toEqual(['LEN04 The body has more than 1000 members']);
    expect(problemsOf({ ...person, listAddress: [{ ...address, ...members(998) }] })).toEqual([
      'LEN04 listAddress[0] has more than 1000 members',
    ]);
    expect(problemsOf({ ...person, shoeSize: [{ left: members(1001) }] })).toEqual([
      'LEN04 The body has an unknown field with an object of more than 1000 members',
    ]);
    expect(problemsOf({ ...person, shoeSize: [{ left: Array(1001).fill(1) }] })).toEqual([
      'LEN03 The body has an unknown field with a list of more than 1000 elements',
    ]);
    expect(problemsOf({ ...person, listAddress: [{ ...address, size: members(1001) }] })).toEqual([
      'LEN04 listAddress[0] has an unknown field with an object of more than 1000 members',
    ]);
  });

  test('ranks after every field if the body is too large, and lists none of its unknown fields', () => {
    const body = { ...person, ...members(5000), lastName: 'x\0' };
    expect(problemsOf(body)).toEqual([
      'LEN02 lastName has a NUL character or an unpaired surrogate',
      'LEN04 The body has more than 1000 members',
    ]);
    expect(read(body)).toMatchObject({ ignored: [] });
  });
});

describe('F003: containers are nested at most 32 levels deep, including the body', () => {
  const places: readonly (readonly [string, (nested: unknown) => object, number])[] = [
    ['an unknown field', (nested) => ({ ...person, shoeSize: nested }), 1],
    [
      'an unknown field inside a list',
      (nested) => ({ ...person, listContact: [{ contactType: 'EMAIL', contactDetails: 'x', shoeSize: nested }] }),
      3,
    ],
    ['a text', (nested) => ({ ...person, requester: nested }), 1],
    ['an object', (nested) => ({ ...person, fieldOfActivity: { student: nested } }), 2],
    ['a list element', (nested) => ({ ...person, initializeScreeningProcesses: [nested] }), 2],
    ['a list that is too long', (nested) => ({ ...person, listContact: [...Array<number>(1000).fill(0), nested] }), 2],
    ['a field of the other type', (nested) => ({ ...person, title: nested }), 1],
    ['the alias of one, beside it', (nested) => ({ ...person, LEI: 'x', lei: nested }), 1],
    ['a name and its alias', (nested) => ({ ...organization, LEI: 'x', lei: nested }), 1],
    ['a field that is not checked', (nested) => ({ ...person, entityType: undefined, listRelatedEntity: nested }), 1],
  ];

  test.each(places)('%s', (_, nesting, above) => {
    expect(problemsOf(nesting(lists(33 - above)))).toEqual(TOO_DEEP);
    expect(problemsOf(nesting(lists(32 - above)))).not.toEqual(TOO_DEEP);
  });

  test.each([[null], ['text'], [1], [true], [[]], [undefined]])('a body that is not an object: %p', (body) => {
    expect(read(body)).toEqual({
      unreadable: {
        code: 'F003',
        description: 'The body must be a JSON object',
        pointer: '',
        rule: '#structure',
        rank: [],
      },
    });
  });
});
