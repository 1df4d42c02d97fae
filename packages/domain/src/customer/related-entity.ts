import { date, flag, listOf, oneOf, percentage, record, text, type Policy } from '../field-rules/field.js';
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

const neededFor = (entityType: EntityType, name: string, field: string): Policy => ({
  name: 'missing',
  rule: rule('RE04', `${name} is mandatory for ${entityType}`),
  when: `when entityType = ${entityType}`,
  reads: ['entityType'],
  broken: (record) => record['entityType'] === entityType && record[field] === undefined,
});

const relatedEntity = record(
  'RelatedEntity',
  {
    entityType: oneOf(ENTITY_TYPES, 'Whether it is a person or an organisation', {
      must: rule('RE02', 'EntityType is mandatory.'),
      example: 'INDIVIDUAL',
    }),
    relationType: codeOf('relationType', 'How it is related to the customer', {
      missing: rule('RE01', 'Relation type is mandatory'),
      invalid: rule('RE01', 'Relation type is not defined in Amlyze'),
      example: 'OWNER',
    }),
    relationDescription: text('Remark on the relation', { example: 'Founded the company' }),
    extId: text('Identifies the related entity in screening callbacks', { example: 'rel-0007' }),
    share: percentage('Percentage owned, 0 to 100', { invalid: mustBe('RE09', 'Share'), example: 55 }),
    votePercentage: percentage('Percentage of the votes, 0 to 100', {
      invalid: mustBe('RE09', 'VotePercentage'),
      example: 55,
    }),
    nationalCode: text('National identification or registration number', { example: '38803110021' }),
    activityDescription: text('What it does', { example: 'Manages the workshop' }),
    country: codeOf('country', 'Country of citizenship or registration', {
      invalid: rule('RE03', 'Country not defined in Amlyze'),
      example: 'LT',
    }),
    registrationCountry: codeOf('country', 'Country of registration', {
      invalid: rule('RE03', 'RegistrationCountry not defined in Amlyze'),
      example: 'LT',
    }),
    countryOfBusinessOperations: codeOf('country', 'Country where it does business', {
      invalid: rule('RE03', 'CountryOfBusinessOperations not defined in Amlyze'),
      example: 'EE',
    }),
    birthCountry: codeOf('country', 'Country of birth', {
      invalid: rule('RE03', 'BirthCountry not defined in Amlyze'),
      example: 'LT',
    }),
    firstName: text('First name', { policies: [neededFor('INDIVIDUAL', 'FirstName', 'firstName')], example: 'Rasa' }),
    lastName: text('Last name', { policies: [neededFor('INDIVIDUAL', 'LastName', 'lastName')], example: 'Beržaitė' }),
    birthDate: date('Date of birth', { example: '1988-03-11' }),
    title: text('Title of the organisation', {
      policies: [neededFor('ORGANIZATION', 'Title', 'title')],
      example: 'Northern Pier Holding',
    }),
    legalForm: codeOf('legalForm', 'Legal form', {
      invalid: rule('RE05', 'LegalForm not found in Amlyze'),
      example: 'LTD',
    }),
    establishmentDate: date('Date of establishment', { example: '2009-06-30' }),
    isPEP: flag('Politically exposed', { example: false }),
    isSanctioned: flag('Sanctioned', { example: false }),
    isInAdverseMedia: flag('In adverse media', { example: false }),
    isInInternalList: flag('In an internal list', { example: false }),
    regionOfActivityDescription: text('Regions of activity, in words', { example: 'The Baltic states' }),
    listContact: listOf(contact, rule('RE06', 'Problem with Contact (index: {i} ). '), 'Contacts'),
    listAddress: listOf(address, rule('RE06', 'Problem with Address (index: {i} ). '), 'Addresses'),
    listBusinessEntityDocument: listOf(
      businessEntityDocument,
      rule('RE08', 'Problem with BusinessEntityDocuments (index: {i} ). '),
      'Identity and registration documents',
    ),
    listIncomeSource: listOf(
      incomeSource,
      rule('RE07', 'Problem with IncomeSource (index: {i} ). '),
      'Sources of income',
    ),
    listActivity: listOf(activity, rule('RE07', 'Problem with Activity (index: {i} ). '), 'Activities'),
    listRegionOfActivity: listOf(
      regionOfActivity,
      rule('RE07', 'Problem with RegionOfActivity (index: {i} ). '),
      'Regions of activity',
    ),
    listCountryOfActivity: listOf(
      countryOfActivity,
      rule('RE07', 'Problem with CountryOfActivity (index: {i} ). '),
      'Countries of activity',
    ),
    listAdditionalValues: listOf(additionalValue, undefined, 'Values of additional, configured fields'),
  },
  'A related person or organisation',
);

/**
 * Around what a related entity holds: C016 is the list, and the first code and sentence the type of the customer
 * (docs/contract/contract.md, "Errors").
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

/** The related persons and organisations of a customer of the given type. */
export const relatedEntitiesOf = (entityType: EntityType) =>
  listOf(relatedEntity, FRAMES[entityType], 'Owners, directors, and other related persons and organisations');
