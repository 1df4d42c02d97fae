import { exampleOf } from '../field-rules/describe.js';
import type { Field } from '../field-rules/field.js';
import { fieldsOf } from './fields.js';
import type { EntityType } from './vocabulary.js';

/** A valid request about a fictional person or organisation. */
export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Fields that depend on the configuration of the installation or on another field. */
const NOT_IN_FULL = ['businessUnit', 'closingDate', 'listRelatedEntity'];

/** A body with every field of the type, filled in with the examples from the table. */
function full(entityType: EntityType, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = Object.entries<Field>(fieldsOf[entityType]).filter(([name]) => !NOT_IN_FULL.includes(name));
  return { ...Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field)])), entityType, ...values };
}

/** A related entity with every field of its type. */
function related(
  entityType: EntityType,
  without: readonly string[],
  values: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const [entity] = exampleOf(fieldsOf.ORGANIZATION.listRelatedEntity) as [Record<string, unknown>];
  return {
    ...Object.fromEntries(Object.entries(entity).filter(([name]) => !without.includes(name))),
    entityType,
    ...values,
  };
}

const relatedPerson = related('INDIVIDUAL', ['registrationCountry', 'title', 'legalForm', 'establishmentDate']);
const relatedOrganization = related('ORGANIZATION', ['firstName', 'lastName', 'birthDate', 'birthCountry'], {
  extId: 'rel-0008',
  relationType: 'SHAREHOLDER',
  relationDescription: 'Leases the pier',
  nationalCode: '304417720',
  activityDescription: 'Rents out berths and warehouses',
});

const person = {
  communicationNumber: 'MSG-2026-000482',
  customerExtId: 'CUST-77032',
  customerStatus: 'ACTIVE',
  riskManagementCategory: 'IND',
  sourceOfRiskLevel: 'IMPORT',
  riskLevel: 'LOW',
  entityType: 'INDIVIDUAL',
  applicationDate: '2024-06-03',
  firstName: 'Jonas',
  lastName: 'Rimvydas',
  birthDate: '1974-10-02',
  citizenshipCountry: 'LT',
};
const organization = { riskManagementCategory: 'ORG', nationalCode: '305218846' };
const ids = (number: string) => ({ communicationNumber: `MSG-2026-000${number}`, customerExtId: `CUST-77${number}` });

/** The requests that the documents, Swagger UI and tests share. A new installation accepts them in this order. */
export const examples: readonly Example[] = [
  { name: 'person-minimal', summary: 'A person with little more than the mandatory fields', body: person },
  { name: 'person-full', summary: 'A person with every field', body: full('INDIVIDUAL', ids('483')) },
  {
    name: 'organization-full',
    summary: 'An organisation with every field',
    body: full('ORGANIZATION', { ...ids('484'), ...organization }),
  },
  {
    name: 'organization-with-related-person',
    summary: 'An organisation with a person who owns it',
    body: full('ORGANIZATION', { ...ids('485'), ...organization, listRelatedEntity: [relatedPerson] }),
  },
  {
    name: 'organization-with-related-organization',
    summary: 'An organisation with a company that owns part of it',
    body: full('ORGANIZATION', { ...ids('486'), ...organization, listRelatedEntity: [relatedOrganization] }),
  },
  {
    name: 'evaluate',
    summary: 'A person to be assessed, with two screening processes',
    body: {
      ...ids('487'),
      customerStatus: 'PENDING',
      riskManagementCategory: 'IND',
      sourceOfRiskLevel: 'EVALUATE',
      entityType: 'INDIVIDUAL',
      applicationDate: '2026-11-02',
      firstName: 'Eglė',
      lastName: 'Šaltenytė',
      birthDate: '1996-01-30',
      citizenshipCountry: 'LT',
      permanentResidenceCountry: 'EE',
      initializeScreeningProcesses: ['SANCTIONS', 'PEP'],
      fieldOfActivity: {
        student: { isStudent: true, higherSchoolTitle: 'Technical college of the coast', higherSchoolCountry: 'EE' },
      },
      listIncomeSource: [{ incomeSourceType: 'SALARY', incomePercentage: 100, from: 900, to: 1200 }],
    },
  },
  {
    name: 'update',
    summary: 'An update of the first person: replaces all data and raises the risk level',
    body: {
      ...person,
      communicationNumber: 'MSG-2026-000488',
      action: 'UPDATE',
      riskLevel: 'MEDIUM',
      lastName: 'Rimvydas-Kalnas',
      isPEP: false,
    },
  },
  {
    name: 'closed',
    summary: 'An organisation whose last account was closed',
    body: {
      ...ids('489'),
      ...organization,
      customerStatus: 'CLOSED',
      closingDate: '2025-11-30',
      sourceOfRiskLevel: 'IMPORT',
      riskLevel: 'LOW',
      entityType: 'ORGANIZATION',
      applicationDate: '2018-09-14',
      title: 'Three Herons Ferry',
      registrationCountry: 'LV',
      legalForm: 'COOPERATIVE',
    },
  },
];

/** The body of an example. @throws Error if no example has this name */
export function exampleBody(name: string): Example['body'] {
  const example = examples.find((candidate) => candidate.name === name);
  if (!example) throw new Error(`No example is named ${name}`);
  return example.body;
}
