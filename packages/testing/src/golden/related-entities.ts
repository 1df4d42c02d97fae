import { ABSENT } from '../change.js';
import { additionalValuesAt } from './additional-values.js';
import type { GoldenCase } from './golden-case.js';
import { casesAt, memberOf, UNKNOWN, type FieldRule, type Target } from './rejection.js';
import { RECORDS } from './records.js';

/** A related entity of a base. */
const entity = (base: Target['base'], entityType: string, code: string, index: number): Target => ({
  base,
  pointer: `/listRelatedEntity/${index}`,
  code,
  sentence: `Problem with field for ${entityType} type customer.  Problem with relatedEntity (index: ${index} ). `,
});
const entitiesAt = (index: number): Target[] => [
  entity('person', 'INDIVIDUAL', 'C016.C016', index),
  entity('organization', 'ORGANIZATION', 'C017.C016', index),
];

const PERCENTAGE = 'must be an integer from 0 to 100';
const ORGANIZATION: readonly FieldRule[] = [
  ['entityType', 'RE02', 'EntityType is mandatory.', [ABSENT, 'SHIP']],
  ['relationType', 'RE01', 'Relation type is mandatory', [ABSENT]],
  ['relationType', 'RE01', 'Relation type is not defined in Amlyze', [UNKNOWN]],
  ['share', 'RE09', `Share ${PERCENTAGE}`, [101]],
  ['votePercentage', 'RE09', `VotePercentage ${PERCENTAGE}`, ['50.5']],
  ['country', 'RE03', 'Country not defined in Amlyze', [UNKNOWN]],
  ['registrationCountry', 'RE03', 'RegistrationCountry not defined in Amlyze', [UNKNOWN]],
  ['countryOfBusinessOperations', 'RE03', 'CountryOfBusinessOperations not defined in Amlyze', [UNKNOWN]],
  ['birthCountry', 'RE03', 'BirthCountry not defined in Amlyze', [UNKNOWN]],
  ['title', 'RE04', 'Title is mandatory for ORGANIZATION', [ABSENT]],
];
const PERSON: readonly FieldRule[] = [
  ['firstName', 'RE04', 'FirstName is mandatory for INDIVIDUAL', [ABSENT]],
  ['lastName', 'RE04', 'LastName is mandatory for INDIVIDUAL', [ABSENT]],
  ['legalForm', 'RE05', 'LegalForm not found in Amlyze', [UNKNOWN]],
];

/** The lists of a related entity: the record type, the code of the frame, and the name in it if that is irregular. */
const LISTS: readonly (readonly [record: keyof typeof RECORDS, code: string, label?: string])[] = [
  ['Contact', 'RE06'],
  ['Address', 'RE06'],
  ['BusinessEntityDocument', 'RE08', 'BusinessEntityDocuments'],
  ['IncomeSource', 'RE07'],
  ['Activity', 'RE07'],
  ['RegionOfActivity', 'RE07'],
  ['CountryOfActivity', 'RE07'],
];
const listsOf = (target: Target): GoldenCase[] =>
  LISTS.flatMap(([record, code, label = record]) =>
    casesAt(memberOf(target, `list${record}/0`, code, `Problem with ${label} (index: 0 ). `), RECORDS[record]),
  );

/** The cases of the related entities of both types of customer: the second is an organisation, the first a person. */
export const relatedEntities: readonly GoldenCase[] = [
  ...entitiesAt(1).flatMap((target) => [
    ...casesAt(target, ORGANIZATION),
    ...listsOf(target),
    ...additionalValuesAt(target),
  ]),
  ...entitiesAt(0).flatMap((target) => casesAt(target, PERSON)),
];
