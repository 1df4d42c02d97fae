import { director, type Golden } from './golden.js';

const activity = (...countries: string[]) => ({ listCountryOfActivity: countries.map((country) => ({ country })) });
const payments = (...countries: string[]) => ({
  listPaymentCountry: countries.map((country, index) => ({
    country,
    turnoverDirection: index % 2 === 0 ? 'IN' : 'OUT',
  })),
});
const tax = (...countries: string[]) => ({ listCountryOfTaxPayment: countries.map((country) => ({ country })) });
/** Moves the tax with the residence, so that only the residence counts. */
const resident = (country: string) => ({ permanentResidenceCountry: country, ...tax(country) });
const registered = (country: string) => ({ registrationCountry: country, ...tax(country) });

/**
 * AF is EU high-risk only, BA under increased monitoring only, PA on the EU tax list only; VN is on all three, RU on
 * the tax list only.
 */
export const geography: readonly Golden[] = [
  {
    name: 'resident in an EU high-risk country',
    base: 'person',
    change: resident('AF'),
    points: { 'home-country': 20 },
    values: ['/permanentResidenceCountry', '/permanentResidenceCountry'],
    floors: ['eu-high-risk-home'],
    level: 'HIGH',
    needsDecision: true,
  },
  {
    name: 'resident in a country under increased monitoring',
    base: 'person',
    change: resident('BA'),
    points: { 'home-country': 15 },
    values: ['/permanentResidenceCountry'],
  },
  {
    name: 'resident in a country on the tax list',
    base: 'person',
    change: { ...resident('PA'), ...tax() },
    points: { 'home-country': 8 },
    values: ['/permanentResidenceCountry'],
  },
  {
    name: 'resident in a country on all lists, counted once',
    base: 'person',
    change: { ...resident('VN'), ...tax() },
    points: { 'home-country': 20 },
    floors: ['eu-high-risk-home'],
    level: 'HIGH',
    needsDecision: true,
  },
  {
    name: 'registered in an EU high-risk country',
    base: 'organization',
    change: registered('DZ'),
    points: { 'home-country': 20 },
    values: ['/registrationCountry', '/registrationCountry'],
    floors: ['eu-high-risk-home'],
    level: 'HIGH',
    needsDecision: true,
  },
  {
    name: 'registered in a country under increased monitoring',
    base: 'organization',
    change: registered('KW'),
    points: { 'home-country': 15 },
    values: ['/registrationCountry'],
  },
  {
    name: 'registered in a country on the tax list',
    base: 'organization',
    change: { ...registered('PA'), ...tax() },
    points: { 'home-country': 8 },
    values: ['/registrationCountry'],
  },
  {
    name: 'citizen of an EU high-risk country',
    base: 'person',
    change: { citizenshipCountry: 'TT' },
    points: { citizenship: 8 },
    values: ['/citizenshipCountry'],
  },
  {
    name: 'citizen of a country under increased monitoring',
    base: 'person',
    change: { citizenshipCountry: 'IQ' },
    points: { citizenship: 6 },
    values: ['/citizenshipCountry'],
  },
  { name: 'citizen of a country on the tax list only', base: 'person', change: { citizenshipCountry: 'PA' } },
  {
    name: 'second citizenship, the heavier of two',
    base: 'person',
    change: { citizenshipCountry: 'BG', secondCitizenshipCountry: 'AF' },
    points: { citizenship: 8 },
    values: ['/secondCitizenshipCountry'],
  },
  {
    name: 'second citizenship under increased monitoring',
    base: 'person',
    change: { secondCitizenshipCountry: 'BG' },
    points: { citizenship: 6 },
    values: ['/secondCitizenshipCountry'],
  },
  {
    name: 'two citizenships of the same weight',
    base: 'person',
    change: { citizenshipCountry: 'TT', secondCitizenshipCountry: 'AF' },
    points: { citizenship: 8 },
    values: ['/citizenshipCountry', '/secondCitizenshipCountry'],
  },
  {
    name: 'born in an EU high-risk country',
    base: 'person',
    change: { birthCountry: 'NA' },
    points: { 'birth-country': 3 },
    values: ['/birthCountry'],
  },
  {
    name: 'born in a country under increased monitoring',
    base: 'person',
    change: { birthCountry: 'PG' },
    points: { 'birth-country': 2 },
    values: ['/birthCountry'],
  },
  { name: 'born in a country on the tax list only', base: 'person', change: { birthCountry: 'AS' } },
  {
    name: 'active in an EU high-risk country among others',
    base: 'organization',
    change: activity('LT', 'PA', 'AF', 'BA'),
    points: { 'activity-country': 15 },
    values: ['/listCountryOfActivity/2/country'],
  },
  {
    name: 'active in a country under increased monitoring',
    base: 'person',
    change: activity('BA', 'PA'),
    points: { 'activity-country': 10 },
    values: ['/listCountryOfActivity/0/country'],
  },
  {
    name: 'active in countries on the tax list',
    base: 'person',
    change: activity('PA', 'RU'),
    points: { 'activity-country': 5 },
    values: ['/listCountryOfActivity/0/country', '/listCountryOfActivity/1/country'],
  },
  {
    name: 'payments with an EU high-risk country',
    base: 'person',
    change: payments('LT', 'VU'),
    points: { 'payment-country': 12 },
    values: ['/listPaymentCountry/1/country'],
  },
  {
    name: 'payments with a country under increased monitoring',
    base: 'organization',
    change: payments('PA', 'BA'),
    points: { 'payment-country': 8 },
    values: ['/listPaymentCountry/1/country'],
  },
  {
    name: 'payments with a country on the tax list',
    base: 'person',
    change: payments('GU'),
    points: { 'payment-country': 4 },
    values: ['/listPaymentCountry/0/country'],
  },
  {
    name: 'tax paid at home and elsewhere',
    base: 'person',
    change: tax('LT', 'LV'),
    points: { 'tax-country': 3 },
    values: ['/listCountryOfTaxPayment/1/country', '/permanentResidenceCountry'],
  },
  {
    name: 'tax of an organisation paid elsewhere',
    base: 'organization',
    change: tax('EE'),
    points: { 'tax-country': 3 },
    values: ['/listCountryOfTaxPayment/0/country', '/registrationCountry'],
  },
  {
    name: 'tax paid elsewhere, on the tax list',
    base: 'person',
    change: tax('LT', 'TC'),
    points: { 'tax-country': 6 },
    values: ['/listCountryOfTaxPayment/1/country'],
  },
  {
    name: 'tax paid at home, on the tax list',
    base: 'person',
    change: resident('PW'),
    points: { 'home-country': 8, 'tax-country': 6 },
  },
  {
    name: 'tax paid somewhere, residence unknown',
    base: 'person',
    change: { permanentResidenceCountry: undefined, ...tax('LV') },
    points: { 'missing-key-answers': 2 },
  },
  { name: 'a country code that no list can know', base: 'person', change: payments('EE', 'IRN'), needsDecision: true },
  {
    name: 'an unknown country code of a related entity',
    base: 'organization',
    change: { listRelatedEntity: [{ ...director, country: 'lt' }] },
    needsDecision: true,
  },
  {
    name: 'no legal resident',
    base: 'person',
    change: { isLegalResident: false },
    points: { 'not-legal-resident': 5 },
    values: ['/isLegalResident'],
  },
  { name: 'legal residence not answered', base: 'person', change: { isLegalResident: undefined } },
];
