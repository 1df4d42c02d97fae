import { describe, expect, test } from '@jest/globals';
import type { JsonSchema } from '../field-rules/json-schema.js';
import { isBlank } from '../field-rules/values.js';
import { examples } from './examples.js';
import { profileOf, read } from './read.js';
import { customerFields, customerSchemas, nestedTypes, profileSchemas } from './schema.js';

const schema = (name: string): JsonSchema => customerSchemas[name] ?? {};
const properties = (name: string): Readonly<Record<string, JsonSchema>> =>
  schema(name)['properties'] as Record<string, JsonSchema>;
const property = (type: string, name: string): JsonSchema => properties(type)[name] ?? {};

/** Every `$ref` inside a value. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '$ref' ? [String(member)] : references(member)));
}

describe('the schema', () => {
  test('has both types of customer with all their fields, and every nested type', () => {
    expect(Object.keys(customerSchemas)).toEqual([
      'Customer',
      'IndividualCustomer',
      'OrganizationCustomer',
      ...nestedTypes.map(({ name }) => name),
    ]);
    const namesFor = (type: string) =>
      customerFields.filter(({ onlyFor = type }) => onlyFor === type).map(({ name }) => name);
    expect(Object.keys(properties('IndividualCustomer'))).toEqual(namesFor('INDIVIDUAL'));
    expect(Object.keys(properties('OrganizationCustomer'))).toEqual(namesFor('ORGANIZATION'));
  });

  test.each([
    ['request', customerSchemas],
    ['profile', profileSchemas],
  ])('of the %s has every type that it refers to', (_, schemas) => {
    const used = new Set(references(schemas).map((reference) => reference.replace('#/components/schemas/', '')));
    expect([...used].filter((name) => !(name in schemas))).toEqual([]);
    expect(used.size).toBe(Object.keys(schemas).length - 1);
  });

  test('requires the mandatory fields', () => {
    const both = [
      'communicationNumber',
      'customerExtId',
      'customerStatus',
      'riskManagementCategory',
      'sourceOfRiskLevel',
      'entityType',
      'applicationDate',
    ];
    expect(schema('IndividualCustomer')['required']).toEqual([...both, 'firstName', 'lastName']);
    expect(schema('OrganizationCustomer')['required']).toEqual([...both, 'title', 'registrationCountry']);
    expect(schema('RelatedEntity')['required']).toEqual(['entityType', 'relationType']);
    expect(schema('FieldOfActivity')).not.toHaveProperty('required');
  });

  test('distinguishes the types by entityType', () => {
    expect([
      property('IndividualCustomer', 'entityType')['enum'],
      property('OrganizationCustomer', 'entityType')['enum'],
    ]).toEqual([['INDIVIDUAL'], ['ORGANIZATION']]);
  });

  test.each<[string, string, JsonSchema]>([
    ['IndividualCustomer', 'customerExtId', { type: 'string', pattern: '\\S', maxLength: 256 }],
    ['IndividualCustomer', 'requester', { type: ['string', 'null'], maxLength: 4000 }],
    [
      'IndividualCustomer',
      'customerStatus',
      { type: 'string', enum: ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'] },
    ],
    ['IndividualCustomer', 'listPurpose', { type: ['string', 'null'], enum: ['BLACK', 'WHITE', '', null] }],
    ['IndividualCustomer', 'initialDepositAmount', { type: ['number', 'string', 'null'], minimum: 0 }],
    ['IndividualCustomer', 'isPEP', { type: ['boolean', 'string', 'null'] }],
    ['IndividualCustomer', 'riskManagementCategory', { 'x-classifier': 'riskManagementCategory' }],
    [
      'IndividualCustomer',
      'fieldOfActivity',
      { anyOf: [{ $ref: '#/components/schemas/FieldOfActivity' }, { type: ['string', 'null'], pattern: '^[^!-~]*$' }] },
    ],
    ['OrganizationCustomer', 'numberOfEmployees', { type: ['integer', 'string', 'null'], minimum: 0 }],
    [
      'OrganizationCustomer',
      'listContact',
      {
        type: ['array', 'string', 'null'],
        pattern: '^[^!-~]*$',
        items: { anyOf: [{ $ref: '#/components/schemas/Contact' }, { type: 'string', pattern: '^[^!-~]*$' }] },
        maxItems: 1000,
      },
    ],
    ['Activity', 'incomePercentage', { type: ['integer', 'string', 'null'], minimum: 0, maximum: 100 }],
    ['PaymentCountry', 'turnoverDirection', { type: 'string', enum: ['IN', 'OUT', 'INCOMING', 'OUTGOING'] }],
    ['AdditionalValue', 'value', { type: ['string', 'number', 'boolean'], maxLength: 4000 }],
  ])('%s.%s', (type, name, expected) => expect(property(type, name)).toMatchObject(expected));

  test.each([
    ['2024-02-29', true],
    ['2024-02-29T10:00:00Z', true],
    ['2024-02-29t10:00z', true],
    ['2016-12-31T23:59:60,1234567890+0200', true],
    ['2012-10-01T00:00:00-02', true],
    ['', true],
    [' ', true],
    ['\u200b\u3164\u{e0001}\n', true],
    ['29.02.2024', false],
    ['2024-02-29 10:00', false],
  ])('an optional date can be %j: %s', (text, matches) => {
    expect(new RegExp(String(property('IndividualCustomer', 'approvalDate')['pattern'])).test(text)).toBe(matches);
    expect(new RegExp(String(property('IndividualCustomer', 'applicationDate')['pattern'])).test(text)).toBe(
      matches && !isBlank(text),
    );
  });

  test.each([
    ['numberOfEmployees', '5.0', true],
    ['numberOfEmployees', '9'.repeat(5000), true],
    ['numberOfEmployees', '\u200b', true],
    ['numberOfEmployees', '5.5', false],
    ['initialDepositAmount', '-0', true],
    ['initialDepositAmount', '1.5E-3', true],
    ['initialDepositAmount', '1,5', false],
  ])('%s as a string can be %j: %s', (name, text, matches) => {
    expect(new RegExp(String(property('OrganizationCustomer', name)['pattern'])).test(text)).toBe(matches);
  });

  test('describes what is mandatory, and where codes are listed', () => {
    expect(property('IndividualCustomer', 'closingDate')['description']).toBe(
      'Date when the last account was closed. Mandatory when customerStatus = CLOSED, and forbidden otherwise.',
    );
    expect(property('OrganizationCustomer', 'legalForm')['description']).toBe(
      'Legal form. Optional. A code of GET /classifier/legalForm.',
    );
    expect(property('OrganizationCustomer', 'LEI')['description']).toBe(
      'Legal Entity Identifier. Optional. Also accepted as lei.',
    );
    expect(property('IndividualCustomer', 'firstName')['description']).toBe('First name. Mandatory.');
  });

  test('knows every member of every example', () => {
    for (const { body } of examples) {
      const known = properties(body['entityType'] === 'INDIVIDUAL' ? 'IndividualCustomer' : 'OrganizationCustomer');
      expect(Object.keys(body).filter((name) => !(name in known))).toEqual([]);
    }
  });

  test('accepts a mandatory field under its alias', () => {
    expect(schema('RegionOfActivity')).toMatchObject({
      allOf: [
        {
          anyOf: [
            { properties: { region: { type: 'string' } }, required: ['region'] },
            { properties: { regionOfActivity: { type: 'string' } }, required: ['regionOfActivity'] },
          ],
        },
      ],
    });
  });
});

describe('the schema of a profile', () => {
  const propertiesOf = (name: string) => profileSchemas[name]?.['properties'] as Record<string, JsonSchema>;

  test('has every member of the stored profile of every example, in main names', () => {
    for (const { body } of examples) {
      const known = propertiesOf(body['entityType'] === 'INDIVIDUAL' ? 'IndividualProfile' : 'OrganizationProfile');
      const reading = read(body);
      if ('unreadable' in reading) throw new Error('An example cannot be read');
      expect(Object.keys(profileOf(reading.message)).filter((name) => !(name in known))).toEqual([]);
    }
  });

  test('leaves out the fields of the message itself', () => {
    for (const name of ['communicationNumber', 'customerExtId', 'action']) {
      expect(propertiesOf('IndividualProfile')).not.toHaveProperty(name);
      expect(propertiesOf('OrganizationProfile')).not.toHaveProperty(name);
    }
  });

  test('has no form that only a request has: null, blank text, synonyms', () => {
    const text = JSON.stringify(profileSchemas);
    for (const form of ['"null"', '[^!-~]', '\\\\S', '"INCOMING"', 'anyOf']) expect(text).not.toContain(form);
  });
});
