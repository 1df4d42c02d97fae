import { director, type Golden } from './golden.js';

const EXTREME = { level: 'EXTREME', needsDecision: true } as const;
const HIGH = { level: 'HIGH', needsDecision: true } as const;
const related = (entity: Readonly<Record<string, unknown>>) => ({ listRelatedEntity: [director, { ...director, ...entity }] });
const entity = (...fields: readonly string[]) => fields.map((field) => `/listRelatedEntity/1/${field}`);
const MM = ['enhanced-due-diligence-country'];

export const floors: readonly Golden[] = [
  { name: 'sanctioned', base: 'person', change: { isSanctioned: true }, floors: ['sanctioned'], values: ['/isSanctioned'], ...EXTREME },
  { name: 'a sanctioned organisation', base: 'organization', change: { isSanctioned: true }, floors: ['sanctioned'], ...EXTREME },
  { name: 'a sanctioned owner', base: 'organization', change: related({ relationType: 'OWNER', isSanctioned: true }), floors: ['sanctioned-owner-or-director'], values: entity('isSanctioned', 'relationType'), ...EXTREME },
  { name: 'a sanctioned director', base: 'organization', change: related({ isSanctioned: true }), floors: ['sanctioned-owner-or-director'], ...EXTREME },
  { name: 'a sanctioned beneficial owner of a person', base: 'person', change: related({ relationType: 'BENEFICIAL_OWNER', isSanctioned: true }), floors: ['sanctioned-owner-or-director'], ...EXTREME },
  { name: 'a sanctioned shareholder', base: 'organization', change: related({ relationType: 'SHAREHOLDER', isSanctioned: true }), floors: ['sanctioned-owner-or-director'], ...EXTREME },
  { name: 'a sanctioned representative', base: 'organization', change: related({ relationType: 'REPRESENTATIVE', isSanctioned: true }) },
  { name: 'on the black list', base: 'person', change: { listPurpose: 'BLACK' }, floors: ['black-listed'], values: ['/listPurpose'], ...EXTREME },
  { name: 'on the white list', base: 'organization', change: { listPurpose: 'WHITE' } },

  { name: 'residence under countermeasures', base: 'person', change: { permanentResidenceCountry: 'KP', listCountryOfTaxPayment: [] }, points: { 'home-country': 20 }, floors: ['countermeasures-country', 'eu-high-risk-home'], ...EXTREME },
  { name: 'registration under countermeasures', base: 'organization', change: { registrationCountry: 'IR', listCountryOfTaxPayment: [] }, points: { 'home-country': 20 }, floors: ['countermeasures-country', 'eu-high-risk-home'], ...EXTREME },
  { name: 'activity under countermeasures', base: 'organization', change: { listCountryOfActivity: [{ country: 'LT' }, { country: 'IR' }] }, points: { 'activity-country': 15 }, floors: ['countermeasures-country'], values: ['/listCountryOfActivity/1/country', '/listCountryOfActivity/1/country'], ...EXTREME },
  { name: 'payments under countermeasures', base: 'person', change: { listPaymentCountry: [{ country: 'KP', turnoverDirection: 'OUT' }] }, points: { 'payment-country': 12 }, floors: ['countermeasures-country'], ...EXTREME },
  { name: 'citizenship under countermeasures', base: 'person', change: { citizenshipCountry: 'IR' }, points: { citizenship: 8 }, floors: ['countermeasures-citizenship'], values: ['/citizenshipCountry', '/citizenshipCountry'], ...HIGH },
  { name: 'second citizenship under countermeasures', base: 'person', change: { secondCitizenshipCountry: 'KP' }, points: { citizenship: 8 }, floors: ['countermeasures-citizenship'], ...HIGH },
  { name: 'citizenship and payments under countermeasures', base: 'person', change: { citizenshipCountry: 'IR', listPaymentCountry: [{ country: 'IR', turnoverDirection: 'IN' }] }, points: { citizenship: 8, 'payment-country': 12 }, floors: ['countermeasures-country', 'countermeasures-citizenship'], ...EXTREME },
  { name: 'birth under countermeasures', base: 'person', change: { birthCountry: 'IR' }, points: { 'birth-country': 3 } },

  { name: 'Myanmar as residence', base: 'person', change: { permanentResidenceCountry: 'MM', listCountryOfTaxPayment: [] }, points: { 'home-country': 20 }, floors: [...MM, 'eu-high-risk-home'], ...HIGH },
  { name: 'Myanmar as birth', base: 'person', change: { birthCountry: 'MM' }, points: { 'birth-country': 3 }, floors: MM, ...HIGH },
  { name: 'Myanmar as citizenship', base: 'person', change: { citizenshipCountry: 'MM' }, points: { citizenship: 8 }, floors: MM, ...HIGH },
  { name: 'Myanmar in an address', base: 'organization', change: { listAddress: [{ addressDetails: '12 Strand Road', country: 'MM' }] }, floors: MM, values: ['/listAddress/0/country'], ...HIGH },
  { name: 'Myanmar as the school', base: 'person', change: { fieldOfActivity: { student: { isStudent: true, higherSchoolCountry: 'MM' } } }, floors: MM, values: ['/fieldOfActivity/student/higherSchoolCountry'], ...HIGH },
  { name: 'Myanmar as tax country', base: 'person', change: { listCountryOfTaxPayment: [{ country: 'LT' }, { country: 'MM' }] }, points: { 'tax-country': 3 }, floors: MM, ...HIGH },
  { name: 'Myanmar in an address of a related entity', base: 'organization', change: related({ listAddress: [{ addressDetails: '12 Strand Road', country: 'MM' }] }), floors: MM, values: entity('listAddress/0/country'), ...HIGH },
  { name: 'Myanmar as birth of a representative', base: 'organization', change: related({ relationType: 'REPRESENTATIVE', birthCountry: 'MM' }), floors: MM, ...HIGH },

  { name: 'an exposed owner alone fires no floor', base: 'organization', change: related({ relationType: 'OWNER', isPEP: true }), points: { 'worst-related-entity': 20 } },
  { name: 'a licence needed and not described', base: 'organization', change: { isLicenseRequired: true }, floors: ['licence-not-described'], values: ['/isLicenseRequired', '/licenseDescription'], ...HIGH },
  { name: 'a licence needed and described with blanks', base: 'organization', change: { isLicenseRequired: true, licenseDescription: '  ' }, floors: ['licence-not-described'], ...HIGH },
  { name: 'a licence needed and described', base: 'organization', change: { isLicenseRequired: true, licenseDescription: 'Permit 118' } },
  { name: 'in the internal list', base: 'person', change: { isInInternalList: true }, floors: ['in-internal-list'], values: ['/isInInternalList'], ...HIGH },
  { name: 'a related entity in the internal list', base: 'organization', change: related({ isInInternalList: true }) },
  { name: 'adverse media of a low score', base: 'organization', change: { isInAdverseMedia: true, isListed: true, isRegulated: true, isAudited: true }, points: { 'adverse-media': 20, mitigants: -14 }, floors: ['in-adverse-media'], score: 6, level: 'MEDIUM', needsDecision: true },
];
