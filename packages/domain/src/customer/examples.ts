import { exampleOf } from '../field-rules/describe.js';
import type { Field } from '../field-rules/field.js';
import { fieldsOf } from './fields.js';
import type { EntityType } from './vocabulary.js';

/** A request that works as it stands, with people and companies of our own making. */
export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Depends on what the installation has configured, or on another status: left out of what is filled in from the table.
 */
const NOT_EVERYWHERE = ['businessUnit', 'closingDate', 'listRelatedEntity'];

/** Every field of the type with the example that stands beside its rules. */
function full(entityType: EntityType, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = Object.entries<Field>(fieldsOf[entityType]).filter(([name]) => !NOT_EVERYWHERE.includes(name));
  return { ...Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field)])), entityType, ...given };
}

/** Every field of a related entity that its type has. */
function related(
  entityType: EntityType,
  without: readonly string[],
  given: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const [entity] = exampleOf(fieldsOf.ORGANIZATION.listRelatedEntity) as [Record<string, unknown>];
  return {
    ...Object.fromEntries(Object.entries(entity).filter(([name]) => !without.includes(name))),
    entityType,
    ...given,
  };
}

const relatedPerson = related('INDIVIDUAL', ['registrationCountry', 'title', 'legalForm', 'establishmentDate']);
const relatedOrganization = related('ORGANIZATION', ['firstName', 'lastName', 'birthDate', 'birthCountry'], {
  extId: 'rel-0008',
  relationType: 'SHAREHOLDER',
  relationDescription: 'Holds the lease of the pier',
  nationalCode: '304417720',
  activityDescription: 'Lets berths and storehouses',
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

/**
 * The requests that documents, Swagger UI and tests share (issue: "Examples"). Each is accepted by a new installation,
 * in this order.
 */
export const examples: readonly Example[] = [
  { name: 'person-minimal', summary: 'A person, with little more than what is mandatory', body: person },
  { name: 'person-full', summary: 'A person, every field filled in', body: full('INDIVIDUAL', ids('483')) },
  {
    name: 'organization-full',
    summary: 'An organisation, every field filled in',
    body: full('ORGANIZATION', { ...ids('484'), ...organization }),
  },
  {
    name: 'organization-with-related-person',
    summary: 'An organisation and a person who owns it',
    body: full('ORGANIZATION', { ...ids('485'), ...organization, listRelatedEntity: [relatedPerson] }),
  },
  {
    name: 'organization-with-related-organization',
    summary: 'An organisation and a company that holds a share of it',
    body: full('ORGANIZATION', { ...ids('486'), ...organization, listRelatedEntity: [relatedOrganization] }),
  },
  {
    name: 'evaluate',
    summary: 'A person whose risk is to be assessed, with two screening processes',
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
    summary: 'The first person again: all data replaced, the risk level raised',
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
