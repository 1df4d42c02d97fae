import type { ClassifierName } from '@aml-customer/domain';

interface StartingCode {
  readonly code: string;
  readonly name: string;
  readonly lead?: boolean;
}

/** The codes of published requests and those that the default risk model maps; an installation adds its own. */
export const startingCodes: Readonly<Partial<Record<ClassifierName, readonly StartingCode[]>>> = {
  riskManagementCategory: [
    { code: 'IND', name: 'Individual customer' },
    { code: 'ORG', name: 'Organisation customer' },
    { code: 'IND_PK', name: 'Individual customer, payment institution' },
    { code: 'ORG_PK', name: 'Organisation customer, payment institution' },
    { code: 'IND_AMLYZE', name: 'Individual customer, standard set-up' },
    { code: 'ORG_AMLYZE', name: 'Organisation customer, standard set-up' },
    { code: 'OCCASIONAL_CUSTOMER', name: 'Occasional customer' },
    { code: 'OCCASIONAL', name: 'Occasional customer, short form' },
    { code: 'FAST', name: 'Simplified customer' },
    { code: 'LEAD_AMLYZE', name: 'Lead, standard set-up', lead: true },
    { code: 'LEAD', name: 'Lead', lead: true },
    { code: 'LEAD_IND', name: 'Individual lead', lead: true },
    { code: 'LEAD_ORG', name: 'Organisation lead', lead: true },
  ],
  legalForm: [
    { code: 'LTD', name: 'Limited company' },
    { code: 'COOPERATIVE', name: 'Cooperative' },
    { code: 'TRUST', name: 'Trust' },
    { code: 'FOUNDATION', name: 'Foundation' },
    { code: 'NOMINEE', name: 'Nominee company' },
    { code: 'BEARER_SHARES', name: 'Company with bearer shares' },
    { code: 'PARTNERSHIP', name: 'Partnership' },
    { code: 'SOLE_PROPRIETOR', name: 'Sole proprietor' },
    { code: 'PUBLIC_COMPANY', name: 'Public limited company' },
  ],
  relationType: [
    { code: 'HOST', name: 'Host' },
    { code: 'DIRECTOR', name: 'Director' },
    { code: 'OWNER', name: 'Owner' },
    { code: 'BENEFICIAL_OWNER', name: 'Beneficial owner' },
    { code: 'SHAREHOLDER', name: 'Shareholder' },
    { code: 'REPRESENTATIVE', name: 'Representative' },
  ],
  addressType: [
    { code: 'HEADQUARTERS', name: 'Headquarters' },
    { code: 'RESIDENCE', name: 'Residence' },
  ],
  appealReasonType: [
    { code: 'RECOMMENDATIONS', name: 'Recommendations' },
    { code: 'PURPOSE_GET_LOAN', name: 'To get a loan' },
  ],
  introductionSourceType: [
    { code: 'Internet', name: 'Internet' },
    { code: 'BRANCH', name: 'Branch visit' },
    { code: 'REMOTE', name: 'Remote onboarding' },
    { code: 'INTERMEDIARY', name: 'Intermediary' },
  ],
  serviceType: [
    { code: 'LOANS', name: 'Loans' },
    { code: 'OUT_INTERNATIONAL_PAYMENT', name: 'Outgoing international payments' },
    { code: 'ONLINEBANKING', name: 'Online banking' },
    { code: 'CRYPTO', name: 'Crypto-asset services' },
    { code: 'PRIVATE_BANKING', name: 'Private banking' },
    { code: 'CORRESPONDENT_BANKING', name: 'Correspondent banking' },
    { code: 'PAYMENT_ACCOUNT', name: 'Payment account' },
  ],
  turnoverType: [
    { code: 'PLANNED_FUTURE_INCOME', name: 'Planned future income' },
    { code: 'FORMER_TURNOVER', name: 'Former turnover' },
    { code: 'TURNOVER_PER_MONTH', name: 'Turnover per month' },
  ],
  incomeSourceType: [
    { code: 'SALARY', name: 'Salary' },
    { code: 'BUSINESS_REVENUE_OR_ASSET_SALE', name: 'Business revenue or asset sale' },
  ],
  paymentPurposeType: [
    { code: 'RENT_AND_UTILITIES', name: 'Rent and utilities' },
    { code: 'MARKETING_SERVICES', name: 'Marketing services' },
    { code: 'PAYMENT_FOR_SERVICES', name: 'Payment for services' },
    { code: 'TAXES', name: 'Taxes' },
  ],
  sourceOfWealth: [
    { code: '6', name: 'Inheritance, by number' },
    { code: 'INHERITANCE', name: 'Inheritance' },
    { code: 'string', name: 'Unspecified' },
  ],
  activityType: [
    { code: 'ACTIVITY_OTHER', name: 'Other activity' },
    { code: 'OTHER', name: 'Other' },
    { code: 'TEST', name: 'Unspecified' },
  ],
  decisionGround: [
    { code: '01', name: 'Documents verified' },
    { code: '02', name: 'Source of funds explained' },
    { code: '03', name: 'False match' },
    { code: '04', name: 'Confirmed match' },
    { code: '05', name: 'Risk outside appetite' },
    { code: '06', name: 'Other, see comment' },
  ],
};
