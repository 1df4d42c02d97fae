import { boolean, date, enumeration, list, percentage, record, text } from '../field-rules/field.js';
import { withPolicies } from '../field-rules/policy.js';
import { rule, type Frame } from '../field-rules/rule.js';
import { additionalValue } from './additional-value.js';
import {
  activity,
  address,
  businessEntityDocument,
  contact,
  countryOfActivity,
  incomeSource,
  regionOfActivity,
} from './lists.js';
import { codeOf, mustBe } from './sentences.js';
import { ENTITY_TYPES, type EntityType } from './vocabulary.js';

const fields = {
  entityType: enumeration(ENTITY_TYPES, 'Whether the related entity is a person or an organisation', {
    missingOrInvalid: rule('RE02', 'EntityType is mandatory.'),
    example: 'INDIVIDUAL',
  }),
  relationType: codeOf('relationType', 'Relation to the customer', {
    missing: rule('RE01', 'Relation type is mandatory'),
    invalid: rule('RE01', 'Relation type is not defined in Amlyze'),
    example: 'OWNER',
  }),
  relationDescription: text('Remark on the relation', { example: 'Founded the company' }),
  extId: text('Identifies the related entity in screening callbacks', { example: 'rel-0007' }),
  share: percentage('Percentage of the shares, 0 to 100', { invalid: mustBe('RE09', 'Share'), example: 55 }),
  votePercentage: percentage('Percentage of the votes, 0 to 100', {
    invalid: mustBe('RE09', 'VotePercentage'),
    example: 55,
  }),
  nationalCode: text('National identification or registration number', { example: '38803110021' }),
  activityDescription: text('The activity, in words', { example: 'Manages the workshop' }),
  country: codeOf('country', 'Country of citizenship or registration', {
    invalid: rule('RE03', 'Country not defined in Amlyze'),
    example: 'LT',
  }),
  registrationCountry: codeOf('country', 'Country of registration', {
    invalid: rule('RE03', 'RegistrationCountry not defined in Amlyze'),
    example: 'LT',
  }),
  countryOfBusinessOperations: codeOf('country', 'Country of business operations', {
    invalid: rule('RE03', 'CountryOfBusinessOperations not defined in Amlyze'),
    example: 'EE',
  }),
  birthCountry: codeOf('country', 'Country of birth', {
    invalid: rule('RE03', 'BirthCountry not defined in Amlyze'),
    example: 'LT',
  }),
  firstName: text('First name', { example: 'Rasa' }),
  lastName: text('Last name', { example: 'Beržaitė' }),
  birthDate: date('Date of birth', { example: '1988-03-11' }),
  title: text('Name of the organisation', {
    example: 'Northern Pier Holding',
  }),
  legalForm: codeOf('legalForm', 'Legal form', {
    invalid: rule('RE05', 'LegalForm not found in Amlyze'),
    example: 'LTD',
  }),
  establishmentDate: date('Date of establishment', { example: '2009-06-30' }),
  isPEP: boolean('Politically exposed', { example: false }),
  isSanctioned: boolean('Sanctioned', { example: false }),
  isInAdverseMedia: boolean('Found in adverse media', { example: false }),
  isInInternalList: boolean('On an internal list', { example: false }),
  regionOfActivityDescription: text('Regions of activity, in words', { example: 'The Baltic states' }),
  listContact: list(contact, rule('RE06', 'Problem with Contact (index: {i} ). '), 'Contacts'),
  listAddress: list(address, rule('RE06', 'Problem with Address (index: {i} ). '), 'Addresses'),
  listBusinessEntityDocument: list(
    businessEntityDocument,
    rule('RE08', 'Problem with BusinessEntityDocuments (index: {i} ). '),
    'Identity and registration documents',
  ),
  listIncomeSource: list(incomeSource, rule('RE07', 'Problem with IncomeSource (index: {i} ). '), 'Sources of income'),
  listActivity: list(activity, rule('RE07', 'Problem with Activity (index: {i} ). '), 'Activities'),
  listRegionOfActivity: list(
    regionOfActivity,
    rule('RE07', 'Problem with RegionOfActivity (index: {i} ). '),
    'Regions of activity',
  ),
  listCountryOfActivity: list(
    countryOfActivity,
    rule('RE07', 'Problem with CountryOfActivity (index: {i} ). '),
    'Countries of activity',
  ),
  listAdditionalValues: list(additionalValue, undefined, 'Values of additional, configured fields'),
};

const relatedEntity = record(
  'RelatedEntity',
  withPolicies(fields, (policy) => [
    policy({
      at: 'firstName',
      name: 'missing',
      rule: rule('RE04', 'FirstName is mandatory for INDIVIDUAL'),
      when: 'when entityType = INDIVIDUAL',
      reads: ['entityType', 'firstName'],
      broken: ({ entityType, firstName }) => entityType === 'INDIVIDUAL' && firstName === undefined,
    }),
    policy({
      at: 'lastName',
      name: 'missing',
      rule: rule('RE04', 'LastName is mandatory for INDIVIDUAL'),
      when: 'when entityType = INDIVIDUAL',
      reads: ['entityType', 'lastName'],
      broken: ({ entityType, lastName }) => entityType === 'INDIVIDUAL' && lastName === undefined,
    }),
    policy({
      at: 'title',
      name: 'missing',
      rule: rule('RE04', 'Title is mandatory for ORGANIZATION'),
      when: 'when entityType = ORGANIZATION',
      reads: ['entityType', 'title'],
      broken: ({ entityType, title }) => entityType === 'ORGANIZATION' && title === undefined,
    }),
  ]),
  'A related person or organisation',
);

/**
 * The frame of a related entity: the type of the customer, then the list, C016 (docs/contract/contract.md, "Errors").
 */
const FRAMES: Readonly<Record<EntityType, Frame>> = {
  INDIVIDUAL: rule(
    'C016.C016',
    'Problem with field for INDIVIDUAL type customer.  Problem with relatedEntity (index: {i} ). ',
  ),
  ORGANIZATION: rule(
    'C017.C016',
    'Problem with field for ORGANIZATION type customer.  Problem with relatedEntity (index: {i} ). ',
  ),
};

/** The list of related entities. Its frame depends on the type of the customer. */
export const relatedEntitiesOf = (entityType: EntityType) =>
  list(relatedEntity, FRAMES[entityType], 'Owners, directors and other related persons and organisations');
