import { boolean, date, integer, text } from '../field-rules/field.js';
import { rule } from '../field-rules/rule.js';
import { codeOf } from './sentences.js';

/** The fields that only an organisation has. */
export const organizationFields = {
  title: text('Name of the organisation; the title of a person consists of the first and last name', {
    missing: rule('C017.O01', 'for ORGANIZATION type customer  Title is mandatory'),
    example: 'Amber Light Workshop',
  }),
  tradingName: text('Trading name', { example: 'Amber Light' }),
  establishmentDate: date('Date of establishment', { example: '2015-04-08' }),
  registrationCountry: codeOf('country', 'Country of registration', {
    missingOrInvalid: rule('REG', 'registrationCountry must exist in Amlyze'),
    example: 'LT',
  }),
  legalForm: codeOf('legalForm', 'Legal form', {
    invalid: rule('C017.O02', 'Problem with field for ORGANIZATION type customer.  LegalForm not found in Amlyze'),
    example: 'LTD',
  }),
  isListed: boolean('Listed on a stock exchange', { example: false }),
  isAudited: boolean('Audited', { example: true }),
  numberOfAudits: integer('Number of audits', { example: 3 }),
  periodsOfAuditsInYears: integer('Number of years that the audits cover', { example: 3 }),
  isFined: boolean('Has been fined', { example: false }),
  periodsOfFiningInYears: integer('Number of years that the fines cover', { example: 0 }),
  isRegulated: boolean('Regulated by an authority', { example: false }),
  companyAssetValue: integer('Value of the assets', { example: 780000 }),
  numberOfEmployees: integer('Number of employees', { example: 17 }),
  LEI: text('Legal Entity Identifier', { aliases: ['lei'], example: '549300EXAMPLE00LT042' }),
  GIIN: text('Global Intermediary Identification Number', { aliases: ['giin'], example: 'EXMPL1.99999.SL.440' }),
  noMajorShareHolders: boolean('Has no major shareholder', { example: false }),
  isDirectlyManaged: boolean('Managed directly by its owners', { example: true }),
  hasMultiLayerStructure: boolean('Owned through several layers', { example: false }),
  organizationalStructureDescription: text('The organisational structure, in words', {
    example: 'Two owners, one of them the director',
  }),
  regionOfActivityDescription: text('Regions of activity, in words', { example: 'The Baltic states and Poland' }),
  activityInRestrictedRegionDescription: text('Activity in restricted regions, in words', { example: 'None' }),
  isLicenseRequired: boolean('The activity requires a licence', { example: false }),
  licenseDescription: text('The licence, in words', { example: 'Assay office permit 118' }),
  isFinancialInstitution: boolean('Is a financial institution', { example: false }),
  thirdPartyServicesUsed: boolean('Uses third-party services', { example: true }),
  thirdPartyServicesUsedDescription: text('The third-party services, in words', { example: 'Bookkeeping' }),
} as const;
