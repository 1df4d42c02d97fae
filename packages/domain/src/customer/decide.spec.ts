import { describe, expect, test } from '@jest/globals';
import { decide, titleOf, type Decision, type ReferenceData, type UnknownFields } from './decide.js';
import { examples } from './examples.js';
import { onlyTypeWith, type CustomerMessage } from './fields.js';
import { FLAG_FIELDS } from './flags.js';
import { read, type Reading } from './read.js';

const reference: ReferenceData = { knows: (_, code) => code !== 'NOWHERE', isLead: (category) => category === 'LEAD' };
const bodyOf = (name: string): Readonly<Record<string, unknown>> =>
  examples.find((example) => example.name === name)?.body ?? {};
const person = bodyOf('person-minimal');
const company = bodyOf('closed');
const relatedPerson = { entityType: 'INDIVIDUAL', relationType: 'DIRECTOR', firstName: 'A', lastName: 'B' };

function reading(body: unknown): Reading {
  const found = read(body);
  if ('unreadable' in found) throw new Error(found.unreadable.description);
  return found;
}
const decided = (body: unknown, unknownFields?: UnknownFields): Decision =>
  decide(reading(body), reference, unknownFields);
const rejected = (body: unknown, unknownFields?: UnknownFields): string[] => {
  const decision = decided(body, unknownFields);
  return 'rejected' in decision
    ? decision.rejected.map(({ code, description, pointer }) => `${code} ${pointer} ${description}`)
    : [];
};
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reversed(member)]),
      )
    : value;
};

describe('an accepted message', () => {
  test('of IMPORT stores the imported level', () => {
    expect(decided({ ...person, requester: 'branch', riskLevel: 'HIGH' })).toEqual({
      accepted: {
        customer: {
          extId: 'CUST-77032',
          entityType: 'INDIVIDUAL',
          status: 'ACTIVE',
          title: 'Jonas Rimvydas',
          riskLevel: 'HIGH',
          flags: {},
        },
        message: { communicationNumber: 'MSG-2026-000482', requester: 'branch' },
        follow: { assessment: false, screenings: [] },
        hold: { communicationNumber: 'new', customer: 'absent' },
      },
    });
  });

  test('of EVALUATE asks for an assessment and does not change the level', () => {
    const decision = decided({
      ...person,
      sourceOfRiskLevel: 'EVALUATE',
      riskLevel: 'HIGH',
      screeningLists: ['PEP', 'SANCTIONS', 'PEP'],
    });
    expect(decision).toMatchObject({ accepted: { follow: { assessment: true, screenings: ['PEP', 'SANCTIONS'] } } });
    expect('accepted' in decision && decision.accepted.customer).not.toHaveProperty('riskLevel');
  });

  test('marks a lead, and only a lead', () => {
    expect(decided({ ...person, sourceOfRiskLevel: 'EVALUATE', riskManagementCategory: 'LEAD' })).toHaveProperty(
      'accepted.customer.lead',
      true,
    );
    expect(decided({ ...person, sourceOfRiskLevel: 'EVALUATE' })).not.toHaveProperty('accepted.customer.lead');
  });

  test.each(Object.entries(FLAG_FIELDS))(
    'has the flag %s from %s, also as a string; it is absent if the field is blank or absent',
    (flag, field) => {
      for (const body of onlyTypeWith(field) === 'INDIVIDUAL' ? [person] : [person, company]) {
        const found = [true, 'true', false, 'false', null, ' ', undefined].map((value) =>
          decided({ ...body, [field]: value }),
        );
        expect(found.map((decision) => 'accepted' in decision && decision.accepted.customer.flags)).toEqual([
          { [flag]: true },
          { [flag]: true },
          { [flag]: false },
          { [flag]: false },
          {},
          {},
          {},
        ]);
      }
      const ofOthers = decided({
        ...company,
        nested: { [field]: true },
        listRelatedEntity: [{ ...relatedPerson, [field]: true }],
      });
      expect(ofOthers).toHaveProperty('accepted.customer.flags', {});
    },
  );

  test.each([
    [undefined, 'absent'],
    [null, 'absent'],
    ['CREATE', 'absent'],
    ['UPDATE', 'present'],
  ])('action %s needs the customer %s', (action, customer) => {
    expect(decided({ ...person, action })).toMatchObject({
      accepted: { hold: { communicationNumber: 'new', customer } },
    });
  });

  test.each(examples.map(({ name, body }) => [name, body] as const))(
    'can be the example %s, which has no unknown field',
    (_, body) => {
      expect(decided(body, 'reject')).toHaveProperty('accepted');
    },
  );

  test('can combine any status with any entity type and level', () => {
    for (const customerStatus of ['PENDING', 'REJECTED', 'SUSPENDED'])
      expect(decided({ ...person, customerStatus })).toMatchObject({
        accepted: { customer: { status: customerStatus } },
      });
    for (const riskLevel of ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME'])
      expect(decided({ ...company, riskLevel })).toMatchObject({
        accepted: { customer: { riskLevel, status: 'CLOSED' } },
      });
  });

  test('has a title', () => {
    expect([titleOf(person as unknown as CustomerMessage), titleOf(company as unknown as CustomerMessage)]).toEqual([
      'Jonas Rimvydas',
      'Three Herons Ferry',
    ]);
  });
});

describe('codes', () => {
  test('are looked up in the code list of their field', () => {
    const lookedUp: string[] = [];
    const body = {
      ...person,
      initializeScreeningProcesses: ['PEP'],
      listIncomeSource: [{ incomeSourceType: 'SALARY' }],
      listAddress: [{ addressDetails: 'x', addressType: 'RESIDENCE', country: 'EE' }],
    };
    decide(reading(body), { knows: (list, code) => lookedUp.push(`${list} ${code}`) > 0, isLead: () => false });
    expect(lookedUp.sort()).toEqual([
      'addressType RESIDENCE',
      'country EE',
      'country LT',
      'incomeSourceType SALARY',
      'riskManagementCategory IND',
      'screeningProcess PEP',
    ]);
  });

  test('that are unknown are problems, each with its own sentence', () => {
    expect(
      rejected({
        ...person,
        screeningLists: ['PEP', 'NOWHERE'],
        businessUnit: 'NOWHERE',
        listRelatedEntity: [{ entityType: 'INDIVIDUAL', relationType: 'NOWHERE', firstName: 'A', lastName: 'B' }],
      }),
    ).toEqual([
      'SCR01 /initializeScreeningProcesses/1 screening process is undefined: NOWHERE',
      'C009 /businessUnit BusinessUnit does not exist in Amlyze',
      'C016.C016.RE01 /listRelatedEntity/0/relationType Problem with field for INDIVIDUAL type customer.  Problem with relatedEntity (index: 0 ). Relation type is not defined in Amlyze',
    ]);
  });

  test('are not filled in again if they look like a placeholder', () => {
    expect(
      rejected({
        ...person,
        listAdditionalValues: [{ code: '{i}{code}$&', datatype: 'DATE', description: 'd', value: 'x' }],
      }),
    ).toEqual(["AV07 /listAdditionalValues/0/value bad value for DATE (format: 'yyyy-MM-dd') valueCode: {i}{code}$&"]);
  });
});

describe('rules between fields', () => {
  test('a lead is rejected with IMPORT only', () => {
    expect(rejected({ ...person, riskManagementCategory: 'LEAD' })).toEqual([
      "C008.I02 /riskManagementCategory When source of risk level IMPORT.  'Lead' risk management category is forbidden",
    ]);
    expect(rejected({ ...person, riskManagementCategory: 'LEAD', sourceOfRiskLevel: 'EVALUATE' })).toEqual([]);
  });

  test('a turnover needs one of its limits', () => {
    const turnover = { turnoverType: 'T', turnoverRange: 'DAILY' };
    expect(
      rejected({
        ...person,
        listDeclaredTurnover: [
          { ...turnover, from: 0 },
          { ...turnover, to: 0 },
        ],
      }),
    ).toEqual([]);
    expect(rejected({ ...person, listDeclaredTurnover: [turnover] })).toEqual([
      'Q006.DT03 /listDeclaredTurnover/0/from Problem with DeclaredTurnover (index: 0 ). From or To is mandatory',
    ]);
  });

  test('a closing date depends on the status, if that is valid', () => {
    const closing = { closingDate: '2024-01-01' };
    expect(rejected({ ...person, ...closing, customerStatus: 'CLOSED' })).toEqual([]);
    expect(rejected({ ...person, ...closing, customerStatus: 'ENDED' })).toHaveLength(1);
    expect(rejected({ ...person, customerStatus: 'CLOSED' })).toEqual([
      'C013 /closingDate ClosingDate is mandatory for CLOSED CustomerStatus',
    ]);
  });

  test('unknown fields are problems only if they are rejected, and come last', () => {
    const body = { ...person, shoeSize: 42, listContact: [{ contactType: 'EMAIL', contactDetails: 'x', a: 1, b: 2 }] };
    expect(rejected(body)).toEqual([]);
    expect(rejected({ ...body, applicationDate: null }, 'reject').map((line) => line.split(' ')[0])).toEqual([
      'C012',
      'F001',
      'F001',
    ]);
  });
});

describe('deciding is pure', () => {
  test.each(examples.map(({ name, body }) => [name, body] as const))(
    'does not change %s, and returns the same decision again',
    (_, example) => {
      const body = frozen(JSON.parse(JSON.stringify({ ...example, shoeSize: 42, listContact: [{}] })) as object);
      const found = frozen(reading(body));
      expect(decide(found, frozen({ ...reference }))).toEqual(decide(found, reference));
    },
  );

  test.each(examples.map(({ name, body }) => [name, body] as const))(
    'does not depend on the order of the members of %s',
    (_, body) => {
      for (const variant of [
        body,
        { ...body, listContact: [{ a: 1, b: 2 }, {}], entityType: 'PERSON' },
        { ...body, listContact: [{ a: 1, b: 2 }, {}], title: 1, firstName: 2, shoeSize: 3 },
      ]) {
        expect(decided(reversed(variant), 'reject')).toEqual(decided(variant, 'reject'));
      }
    },
  );
});
