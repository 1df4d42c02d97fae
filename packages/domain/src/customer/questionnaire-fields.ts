import { boolean, decimal, enumeration, list, text } from '../field-rules/field.js';
import { rule } from '../field-rules/rule.js';
import { additionalValue } from './additional-value.js';
import {
  activity,
  address,
  appealReason,
  businessEntityDocument,
  contact,
  countryOfActivity,
  countryOfTaxPayment,
  declaredTurnover,
  incomeSource,
  introductionSource,
  orderedService,
  paymentCountry,
  paymentPurpose,
  regionOfActivity,
  sourceOfWealth,
} from './lists.js';
import { codeOf } from './sentences.js';
import { LIST_PURPOSES } from './vocabulary.js';

/** The fields of the questionnaire that persons and organisations share. */
export const questionnaireFields = {
  isPEP: boolean('Politically exposed; for an organisation, a person in it is', { example: false }),
  isSanctioned: boolean('Sanctioned', { example: false }),
  isInAdverseMedia: boolean('Found in adverse media', { example: false }),
  isInInternalList: boolean('On an internal list', { example: false }),
  listPurpose: enumeration(LIST_PURPOSES, 'On the black list or on the white list', { example: 'WHITE' }),
  isActualAddressDeclared: boolean('The actual address is declared', { example: true }),
  isCorrespondenceAddressDeclared: boolean('The correspondence address is declared', { example: true }),
  activityDescription: text('The activity, in words', { example: 'Jewellery made to order' }),
  incomeSourceDescription: text('The sources of income, in words', { example: 'Sales of own work' }),
  initialDepositSource: text('Source of the first deposit', { example: 'Savings' }),
  initialDepositAmount: decimal('Amount of the first deposit', { example: 1500.75 }),
  initialDepositCurrency: codeOf('currency', 'Currency of the first deposit', {
    invalid: rule('Q015', 'InitialDepositCurrency not found in Amlyze'),
    example: 'EUR',
  }),
  initialDepositBank: text('Bank of the first deposit', { example: 'Example Savings Bank' }),
  initialDepositAccount: text('Account of the first deposit', { example: 'LT00 0000 0000 0000 0000' }),
  doesCashDominate: boolean('Most of the income is cash', { example: false }),
  incomingPaymentDescription: text('Incoming payments, in words', { example: 'From customers of the shop' }),
  outgoingPaymentDescription: text('Outgoing payments, in words', { example: 'Materials and rent' }),
  listContact: list(contact, rule('Q005', 'Problem with Contact (index: {i} ). '), 'Contacts'),
  listAddress: list(address, rule('Q004', 'Problem with Address (index: {i} ). '), 'Addresses'),
  listBusinessEntityDocument: list(
    businessEntityDocument,
    rule('Q002', 'Problem with Customer BusinessEntityDocument index = {i} . '),
    'Identity and registration documents',
  ),
  listAppealReason: list(
    appealReason,
    rule('Q003', 'Problem with AppealReason (index: {i} ). '),
    'Reasons for applying',
  ),
  listIntroductionSource: list(
    introductionSource,
    rule('Q008', 'Problem with IntroductionSource (index: {i} ). '),
    'How the customer was introduced',
  ),
  listOrderedService: list(
    orderedService,
    rule('Q010', 'Problem with OrderedService (index: {i} ). '),
    'Ordered services',
  ),
  listDeclaredTurnover: list(
    declaredTurnover,
    rule('Q006', 'Problem with DeclaredTurnover (index: {i} ). '),
    'Declared turnovers',
  ),
  listIncomeSource: list(incomeSource, rule('Q007', 'Problem with IncomeSource (index: {i} ). '), 'Sources of income'),
  listPaymentPurpose: list(
    paymentPurpose,
    rule('Q011', 'Problem with PaymentPurpose (index: {i} ). '),
    'Purposes of payments',
  ),
  listSourceOfWealth: list(
    sourceOfWealth,
    rule('Q013', 'Problem with SourceOfWealth (index: {i} ). '),
    'Sources of wealth',
    { aliases: ['sourcesOfWealth'] },
  ),
  listPaymentCountry: list(
    paymentCountry,
    rule('Q014', 'Problem with PaymentCountry (index: {i} ). '),
    'Countries of payments',
  ),
  listActivity: list(activity, rule('Q001', 'Problem with Activity (index: {i} ). '), 'Activities'),
  listRegionOfActivity: list(
    regionOfActivity,
    rule('Q012', 'Problem with RegionOfActivity (index: {i} ). '),
    'Regions of activity',
  ),
  listCountryOfActivity: list(
    countryOfActivity,
    rule('Q009', 'Problem with CountryOfActivity (index: {i} ). '),
    'Countries of activity',
  ),
  listCountryOfTaxPayment: list(
    countryOfTaxPayment,
    rule('Q017', 'CountryOfTaxPayment (index: {i} ). '),
    'Countries where tax is paid',
  ),
  listAdditionalValues: list(additionalValue, undefined, 'Values of additional, configured fields'),
} as const;
