import type { Level } from '../../src/index.js';

/** A golden assessment: a change to a neutral customer, and all its effects; everything else stays neutral. */
export interface Golden {
  readonly name: string;
  readonly base: 'person' | 'organization';
  /** Fields of the message to set; undefined removes one. */
  readonly change: Readonly<Record<string, unknown>>;
  /** Points by factor, or the points before and after the cap if it cuts some. */
  readonly points?: Readonly<Record<string, number | readonly [before: number, after: number]>>;
  /** Pointers of the values that explain the contributions, then of those that explain the floors. */
  readonly values?: readonly string[];
  readonly floors?: readonly string[];
  /** Pointers of codes that the model does not know. */
  readonly unknownCodes?: readonly string[];
  readonly score?: number;
  readonly level?: Level;
  readonly needsDecision?: boolean;
}

/** A person without any risk. */
export const person = {
  communicationNumber: 'G-1',
  customerExtId: 'golden',
  customerStatus: 'PENDING',
  riskManagementCategory: 'IND',
  sourceOfRiskLevel: 'EVALUATE',
  entityType: 'INDIVIDUAL',
  applicationDate: '2026-03-02',
  firstName: 'Ugnė',
  lastName: 'Paukštytė',
  birthDate: '1990-02-11',
  birthCountry: 'LT',
  citizenshipCountry: 'LT',
  permanentResidenceCountry: 'LT',
  isLegalResident: true,
  isFamilyPEP: false,
  isLitigated: false,
  isPEP: false,
  isSanctioned: false,
  isInAdverseMedia: false,
  isInInternalList: false,
  doesCashDominate: false,
  fieldOfActivity: { employment: { isEmployee: true, employerTitle: 'City library' } },
  listIntroductionSource: [{ introductionSource: 'BRANCH' }],
  listOrderedService: [{ serviceType: 'LOANS' }],
  listDeclaredTurnover: [{ turnoverType: 'PLANNED_FUTURE_INCOME', turnoverRange: 'MONTHLY', from: 1000, to: 2000 }],
  listIncomeSource: [{ incomeSourceType: 'SALARY', from: 18000, to: 24000 }],
  listSourceOfWealth: [{ code: 'INHERITANCE', amount: 5000 }],
  listPaymentCountry: [{ country: 'EE', turnoverDirection: 'IN' }],
  listCountryOfActivity: [{ country: 'LT' }],
  listCountryOfTaxPayment: [{ country: 'LT' }],
};

/** A director without any risk, of the organisation below. */
export const director = {
  entityType: 'INDIVIDUAL',
  relationType: 'DIRECTOR',
  firstName: 'Tomas',
  lastName: 'Gluosnis',
  country: 'LT',
  isPEP: false,
  isSanctioned: false,
};
export const organization = {
  communicationNumber: 'G-2',
  customerExtId: 'golden',
  customerStatus: 'PENDING',
  riskManagementCategory: 'ORG',
  sourceOfRiskLevel: 'EVALUATE',
  entityType: 'ORGANIZATION',
  applicationDate: '2026-03-02',
  title: 'Two Oaks Joinery',
  establishmentDate: '2010-05-20',
  registrationCountry: 'LT',
  legalForm: 'LTD',
  isListed: false,
  isAudited: false,
  isFined: false,
  isRegulated: false,
  companyAssetValue: 300000,
  numberOfEmployees: 12,
  noMajorShareHolders: false,
  hasMultiLayerStructure: false,
  isLicenseRequired: false,
  thirdPartyServicesUsed: false,
  isPEP: false,
  isSanctioned: false,
  isInAdverseMedia: false,
  isInInternalList: false,
  doesCashDominate: false,
  listIntroductionSource: [{ introductionSource: 'BRANCH' }],
  listOrderedService: [{ serviceType: 'LOANS' }],
  listDeclaredTurnover: [{ turnoverType: 'FORMER_TURNOVER', turnoverRange: 'ANNUAL', from: 100000, to: 200000 }],
  listIncomeSource: [{ incomeSourceType: 'BUSINESS_REVENUE_OR_ASSET_SALE', from: 150000, to: 200000 }],
  listActivity: [{ activityType: 'OTHER' }],
  listPaymentCountry: [{ country: 'PL', turnoverDirection: 'OUT' }],
  listCountryOfActivity: [{ country: 'LT' }],
  listCountryOfTaxPayment: [{ country: 'LT' }],
  listRelatedEntity: [director],
};
