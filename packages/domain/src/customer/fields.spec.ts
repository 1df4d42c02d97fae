import { describe, expect, test } from '@jest/globals';
import type { Fields, FieldType } from '../field-rules/field.js';
import type { Policy } from '../field-rules/rule.js';
import { fieldsOf } from './fields.js';
import { customerFields, nestedTypes, type FieldDescription } from './schema.js';

/** The contract's fields, one per line: name; type; mandatory; the only type of customer that has it; aliases. */
const CUSTOMER = `
  communicationNumber; key; yes
  requester; string; no
  action; enum CREATE|UPDATE; no
  customerExtId; key; yes
  customerStatus; enum PENDING|ACTIVE|REJECTED|SUSPENDED|CLOSED; yes
  riskManagementCategory; code riskManagementCategory; yes
  sourceOfRiskLevel; enum IMPORT|EVALUATE; yes
  riskLevel; enum NONE|LOW|MEDIUM|HIGH|EXTREME; when sourceOfRiskLevel = IMPORT
  initializeScreeningProcesses; list code screeningProcess; no; alias screeningLists
  businessUnit; code businessUnit; no
  entityType; enum INDIVIDUAL|ORGANIZATION; yes
  nationalCode; string; no
  applicationDate; date; yes
  approvalDate; date; no
  closingDate; date; when customerStatus = CLOSED, and forbidden otherwise
  firstName; string; when entityType = INDIVIDUAL; INDIVIDUAL
  lastName; string; when entityType = INDIVIDUAL; INDIVIDUAL
  birthDate; date; no; INDIVIDUAL
  birthCountry; code country; no; INDIVIDUAL
  citizenshipCountry; code country; no; INDIVIDUAL
  secondCitizenshipCountry; code country; no; INDIVIDUAL
  permanentResidenceCountry; code country; no; INDIVIDUAL
  isLegalResident; boolean; no; INDIVIDUAL
  isFamilyPEP; boolean; no; INDIVIDUAL
  isLitigated; boolean; no; INDIVIDUAL
  amlOfficer; boolean; no; INDIVIDUAL
  fieldOfActivity; object FieldOfActivity; no; INDIVIDUAL
  title; string; when entityType = ORGANIZATION; ORGANIZATION
  tradingName; string; no; ORGANIZATION
  establishmentDate; date; no; ORGANIZATION
  registrationCountry; code country; when entityType = ORGANIZATION; ORGANIZATION
  legalForm; code legalForm; no; ORGANIZATION
  isListed; boolean; no; ORGANIZATION
  isAudited; boolean; no; ORGANIZATION
  numberOfAudits; integer; no; ORGANIZATION
  periodsOfAuditsInYears; integer; no; ORGANIZATION
  isFined; boolean; no; ORGANIZATION
  periodsOfFiningInYears; integer; no; ORGANIZATION
  isRegulated; boolean; no; ORGANIZATION
  companyAssetValue; integer; no; ORGANIZATION
  numberOfEmployees; integer; no; ORGANIZATION
  LEI; string; no; ORGANIZATION; alias lei
  GIIN; string; no; ORGANIZATION; alias giin
  noMajorShareHolders; boolean; no; ORGANIZATION
  isDirectlyManaged; boolean; no; ORGANIZATION
  hasMultiLayerStructure; boolean; no; ORGANIZATION
  organizationalStructureDescription; string; no; ORGANIZATION
  regionOfActivityDescription; string; no; ORGANIZATION
  activityInRestrictedRegionDescription; string; no; ORGANIZATION
  isLicenseRequired; boolean; no; ORGANIZATION
  licenseDescription; string; no; ORGANIZATION
  isFinancialInstitution; boolean; no; ORGANIZATION
  thirdPartyServicesUsed; boolean; no; ORGANIZATION
  thirdPartyServicesUsedDescription; string; no; ORGANIZATION
  isPEP; boolean; no
  isSanctioned; boolean; no
  isInAdverseMedia; boolean; no
  isInInternalList; boolean; no
  listPurpose; enum BLACK|WHITE; no
  isActualAddressDeclared; boolean; no
  isCorrespondenceAddressDeclared; boolean; no
  activityDescription; string; no
  incomeSourceDescription; string; no
  initialDepositSource; string; no
  initialDepositAmount; decimal; no
  initialDepositCurrency; code currency; no
  initialDepositBank; string; no
  initialDepositAccount; string; no
  doesCashDominate; boolean; no
  incomingPaymentDescription; string; no
  outgoingPaymentDescription; string; no
  listContact; list Contact; no
  listAddress; list Address; no
  listBusinessEntityDocument; list BusinessEntityDocument; no
  listAppealReason; list AppealReason; no
  listIntroductionSource; list IntroductionSource; no
  listOrderedService; list OrderedService; no
  listDeclaredTurnover; list DeclaredTurnover; no
  listIncomeSource; list IncomeSource; no
  listPaymentPurpose; list PaymentPurpose; no
  listSourceOfWealth; list SourceOfWealth; no; alias sourcesOfWealth
  listPaymentCountry; list PaymentCountry; no
  listActivity; list Activity; no
  listRegionOfActivity; list RegionOfActivity; no
  listCountryOfActivity; list CountryOfActivity; no
  listCountryOfTaxPayment; list CountryOfTaxPayment; no
  listAdditionalValues; list AdditionalValue; no
  listRelatedEntity; list RelatedEntity; no
`;

/** The contract's nested types. `!` marks mandatory fields, `?` conditionally mandatory ones. */
const TYPES = `
  FieldOfActivity: employment object FieldEmployment, other object FieldOther, pension object FieldPension, student object FieldStudent
  FieldEmployment: employerTitle string, employmentPositionDescription string, isEmployee boolean, isSelfEmployed boolean, isUnemployed boolean
  FieldOther: isOtherStatus boolean, otherStatusDescription string
  FieldPension: isPensioner boolean, pensionCountry code country
  FieldStudent: isStudent boolean, higherSchoolTitle string, higherSchoolCountry code country
  Contact: contactType! enum MOBILEPHONE|FIXEDPHONE|EMAIL|WEBSITE, contactDetails! string, useForCommunication boolean
  Address: addressType code addressType, addressDetails! string, country! code country, region string, city string, streetAddress string, zipCode string,
    useForCorrespondence boolean
  BusinessEntityDocument: entityType! enum INDIVIDUAL|ORGANIZATION,
    identityDocumentType! enum PASSPORT|IDENTITYCARD|RESIDENCEPERMIT|DRIVINGLICENSE|REGISTRATIONCERTIFICATE|OTHER, documentNumber! string, documentIssueDate! date,
    documentExpiryDate date, documentIssueCountry! code country, documentIssueAuthority! string, description string
  AppealReason: appealReasonType! code appealReasonType
  IntroductionSource: introductionSource! code introductionSourceType
  OrderedService: serviceType! code serviceType
  DeclaredTurnover: turnoverType! code turnoverType, turnoverRange! enum SINGLE|DAILY|MONTHLY|ANNUAL, from? integer, to integer
  IncomeSource: incomeSourceType! code incomeSourceType, incomePercentage percentage, from integer, to integer
  PaymentPurpose: paymentPurposeType! code paymentPurposeType, turnoverDirection! enum IN|OUT
  SourceOfWealth: code! code sourceOfWealth, amount decimal, comment string
  PaymentCountry: country! code country, turnoverDirection! enum IN|OUT
  Activity: activityType! code activityType, incomePercentage percentage
  RegionOfActivity: region! string
  CountryOfActivity: country! code country
  CountryOfTaxPayment: country! code country, taxpayerNumber string
  AdditionalValue: code! string, datatype! enum STRING|INTEGER|DECIMAL|DATE|TIMESTAMP|BOOLEAN, description! string, value! scalar
  RelatedEntity: entityType! enum INDIVIDUAL|ORGANIZATION, relationType! code relationType, relationDescription string, extId string, share percentage,
    votePercentage percentage, nationalCode string, activityDescription string, country code country, registrationCountry code country,
    countryOfBusinessOperations code country, birthCountry code country, firstName? string, lastName? string, birthDate date, title? string,
    legalForm code legalForm, establishmentDate date, isPEP boolean, isSanctioned boolean, isInAdverseMedia boolean, isInInternalList boolean,
    regionOfActivityDescription string, listContact list Contact, listAddress list Address, listBusinessEntityDocument list BusinessEntityDocument,
    listIncomeSource list IncomeSource, listActivity list Activity, listRegionOfActivity list RegionOfActivity, listCountryOfActivity list CountryOfActivity,
    listAdditionalValues list AdditionalValue
`;

const lines = (text: string): string[] =>
  text
    .trim()
    .replaceAll(/,\n +/g, ', ')
    .split('\n')
    .map((line) => line.trim());

/** The type in the short form of the tables above. */
function shortType(type: FieldType): string {
  switch (type.kind) {
    case 'text':
      return 'string';
    case 'enum':
      return `enum ${type.values.join('|')}`;
    case 'code':
      return `code ${type.codeList}`;
    case 'record':
      return `object ${type.name}`;
    case 'list':
      return `list ${shortType(type.items.type).replace('object ', '')}`;
    default:
      return type.kind;
  }
}

describe('the fields of the contract', () => {
  test('are all fields of a customer, in its order', () => {
    const found = customerFields.map((field) =>
      [
        field.name,
        shortType(field.type),
        field.mandatory,
        field.onlyFor ?? [],
        field.aliases.length > 0 ? `alias ${field.aliases.join(' ')}` : [],
      ]
        .flat()
        .join('; '),
    );
    expect(found).toEqual(lines(CUSTOMER));
  });

  test('are grouped in nested types, each with its fields in their order', () => {
    const mark = ({ mandatory }: FieldDescription) => (mandatory === 'yes' ? '!' : mandatory === 'no' ? '' : '?');
    const found = nestedTypes.map(
      ({ name, fields }) =>
        `${name}: ${fields.map((field) => `${field.name}${mark(field)} ${shortType(field.type)}`).join(', ')}`,
    );
    expect([...found].sort()).toEqual(lines(TYPES).sort());
  });

  test('each have a meaning, and an example unless they are objects or lists', () => {
    for (const field of [...customerFields, ...nestedTypes.flatMap(({ fields }) => fields)]) {
      expect(field.meaning).toMatch(/^[A-Z].{3,}/);
      expect([field.name, field.example !== undefined]).toEqual([
        field.name,
        !['list', 'record'].includes(field.type.kind),
      ]);
    }
  });

  test('have one alias in nested types, of the region', () => {
    expect(
      nestedTypes
        .flatMap(({ fields }) => fields)
        .filter(({ aliases }) => aliases.length > 0)
        .map(({ name, aliases }) => [name, aliases]),
    ).toEqual([['region', ['regionOfActivity']]]);
  });
});

/** The policies of a record and of the records in its lists and members. */
function policiesWithin(fields: Fields): Policy[] {
  return Object.values(fields).flatMap(({ policies, type }) => [...policies, ...policiesIn(type)]);
}

function policiesIn(type: FieldType): Policy[] {
  if (type.kind === 'list') return [...type.items.policies, ...policiesIn(type.items.type)];
  return type.kind === 'record' ? policiesWithin(type.fields) : [];
}

const allPolicies = Object.entries(fieldsOf).flatMap(([entityType, fields]) =>
  policiesWithin(fields).map((policy) => [`${entityType} ${policy.at}#${policy.name}`, policy] as const),
);

// A helper function with optional members may read a field that `reads` forgets, which the compiler cannot see.
test.each(allPolicies)('%s reads only the fields that it names', (_, { reads, broken }) => {
  const used = new Set<string>();
  const recording = (values: Readonly<Record<string, unknown>>) =>
    new Proxy(values, { get: (target, name) => (used.add(String(name)), Reflect.get(target, name) as unknown) });
  broken(recording({}));
  for (const name of reads) broken(recording({ [name]: 'value' }));
  expect([...used].filter((name) => !reads.includes(name))).toEqual([]);
});
