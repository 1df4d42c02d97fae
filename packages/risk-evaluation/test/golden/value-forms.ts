import { director, type Golden } from './golden.js';

const EXTREME = { level: 'EXTREME', needsDecision: true } as const;
const NINES = '9'.repeat(400);

/** The forms in which the contract lets values come ("Reading the values"). */
export const valueForms: readonly Golden[] = [
  { name: 'true as a word', base: 'person', change: { isSanctioned: 'true' }, floors: ['sanctioned'], ...EXTREME },
  {
    name: 'false as a word',
    base: 'person',
    change: { isSanctioned: 'false', isPEP: 'false', isInAdverseMedia: 'false' },
  },
  {
    name: 'a plain no as a word',
    base: 'person',
    change: { isLegalResident: 'false' },
    points: { 'not-legal-resident': 5 },
  },
  {
    name: 'words within a related entity',
    base: 'organization',
    change: { listRelatedEntity: [{ ...director, isSanctioned: 'true' }] },
    floors: ['sanctioned-control', 'sanctioned-related-entity'],
    ...EXTREME,
  },
  {
    name: 'numeric strings',
    base: 'organization',
    change: { companyAssetValue: '5000000', numberOfEmployees: '01' },
    points: { 'assets-without-employees': 8 },
  },
  {
    name: 'numeric strings just below',
    base: 'organization',
    change: { companyAssetValue: '4999999', numberOfEmployees: '0' },
  },
  {
    name: 'numbers of four hundred digits',
    base: 'organization',
    change: {
      companyAssetValue: NINES,
      numberOfEmployees: '0',
      listIncomeSource: [{ incomeSourceType: 'SALARY', to: NINES }],
    },
    points: { 'assets-without-employees': 8 },
  },
  {
    name: 'many employees, in four hundred digits',
    base: 'organization',
    change: { companyAssetValue: 5000000, numberOfEmployees: NINES },
  },
  {
    name: 'turnover one above the assets, in four hundred digits',
    base: 'organization',
    change: {
      companyAssetValue: NINES,
      listIncomeSource: [{ incomeSourceType: 'SALARY', to: NINES }],
      listDeclaredTurnover: [{ turnoverType: 'FORMER_TURNOVER', turnoverRange: 'ANNUAL', to: `1${'0'.repeat(400)}` }],
    },
    points: { 'turnover-out-of-proportion': 8 },
    values: ['/listDeclaredTurnover/0/to', '/companyAssetValue'],
  },
  {
    name: 'turnover one above the assets, where doubles are equal',
    base: 'organization',
    change: {
      companyAssetValue: '9007199254740992',
      listIncomeSource: [{ incomeSourceType: 'SALARY' }],
      listDeclaredTurnover: [{ turnoverType: 'FORMER_TURNOVER', turnoverRange: 'SINGLE', to: '9007199254740993' }],
    },
    points: { 'turnover-out-of-proportion': 8 },
  },
  {
    name: 'an amount of 1e400',
    base: 'person',
    change: { initialDepositAmount: '1e400', listSourceOfWealth: [{ code: 'INHERITANCE', amount: '1e400' }] },
  },
  {
    name: 'date-times, by the day as written',
    base: 'organization',
    change: { establishmentDate: '2025-03-02T23:59:59.000-11:00', applicationDate: '2026-03-02T00:00:00+14:00' },
    points: { 'young-organisation': 4 },
  },
  {
    name: 'a date beside a date-time',
    base: 'organization',
    change: { establishmentDate: '2025-03-03', applicationDate: '2026-03-02T23:59:59Z' },
    points: { 'young-organisation': 8 },
  },
  {
    name: 'blank text and null count as absent',
    base: 'person',
    change: { birthDate: null, birthCountry: ' ', permanentResidenceCountry: '' },
    points: { 'missing-key-answers': 4 },
  },
];
