import { ABSENT } from '../change.js';
import { additionalValuesAt } from './additional-values.js';
import type { GoldenCase } from './golden-case.js';
import { casesAt, inside, UNKNOWN, type FieldRule, type Place } from './kit.js';
import { RECORDS } from './records.js';

/** The related entities of both types of customer, by index; the first is a person, the second an organisation. */
const entity = (given: Place['given'], entityType: string, code: string, index: number): Place => ({
  given,
  pointer: `/listRelatedEntity/${index}`,
  code,
  sentence: `Problem with field for ${entityType} type customer.  Problem with relatedEntity (index: ${index} ). `,
});
const entitiesAt = (index: number): Place[] => [
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

/** The lists of a related entity: the code of each, and how its frame names an element. */
const LISTS: readonly (readonly [record: keyof typeof RECORDS, code: string, named?: string])[] = [
  ['Contact', 'RE06'],
  ['Address', 'RE06'],
  ['BusinessEntityDocument', 'RE08', 'BusinessEntityDocuments'],
  ['IncomeSource', 'RE07'],
  ['Activity', 'RE07'],
  ['RegionOfActivity', 'RE07'],
  ['CountryOfActivity', 'RE07'],
];
const listsOf = (place: Place): GoldenCase[] =>
  LISTS.flatMap(([record, code, named = record]) =>
    casesAt(inside(place, `list${record}/0`, code, `Problem with ${named} (index: 0 ). `), RECORDS[record]),
  );

/**
 * What the related entities of a customer break, whatever its type: of the second one, but for what only a person has.
 */
export const relatedEntities: readonly GoldenCase[] = [
  ...entitiesAt(1).flatMap((place) => [
    ...casesAt(place, ORGANIZATION),
    ...listsOf(place),
    ...additionalValuesAt(place),
  ]),
  ...entitiesAt(0).flatMap((place) => casesAt(place, PERSON)),
];
