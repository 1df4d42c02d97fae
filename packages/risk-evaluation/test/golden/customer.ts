import type { Golden } from './golden.js';

const turnovers = (...declared: readonly (readonly [range: string, from: unknown, to?: unknown])[]) => ({
  listDeclaredTurnover: declared.map(([turnoverRange, from, to]) => ({ turnoverType: 'FORMER_TURNOVER', turnoverRange, from, to })),
});
const incomes = (...declared: readonly (readonly [from: unknown, to?: unknown])[]) => ({ listIncomeSource: declared.map(([from, to]) => ({ incomeSourceType: 'SALARY', from, to })) });
const outOfProportion = { 'turnover-out-of-proportion': 8 };
const keys = (points: number) => ({ 'missing-key-answers': points });
/** Nothing that an organisation's turnover could be compared with but its assets. */
const assetsOnly = { listIncomeSource: [{ incomeSourceType: 'SALARY' }] };

export const customer: readonly Golden[] = [
  { name: 'politically exposed', base: 'person', change: { isPEP: true }, points: { 'political-exposure': 25 }, values: ['/isPEP', '/isPEP'], floors: ['politically-exposed'], level: 'HIGH', needsDecision: true },
  { name: 'somebody inside the organisation is exposed', base: 'organization', change: { isPEP: true }, points: { 'political-exposure': 25 }, floors: ['politically-exposed'], level: 'HIGH', needsDecision: true },
  { name: 'family of an exposed person', base: 'person', change: { isFamilyPEP: true }, points: { 'political-exposure': 20 }, values: ['/isFamilyPEP', '/isFamilyPEP'], floors: ['family-of-politically-exposed'], level: 'HIGH', needsDecision: true },
  { name: 'exposed, and family of an exposed person', base: 'person', change: { isPEP: true, isFamilyPEP: true }, points: { 'political-exposure': 25 }, values: ['/isPEP', '/isPEP', '/isFamilyPEP'], floors: ['politically-exposed', 'family-of-politically-exposed'], level: 'HIGH', needsDecision: true },
  { name: 'in adverse media', base: 'person', change: { isInAdverseMedia: true }, points: { 'adverse-media': 20 }, values: ['/isInAdverseMedia', '/isInAdverseMedia'], floors: ['in-adverse-media'], level: 'MEDIUM', needsDecision: true },
  { name: 'litigated', base: 'person', change: { isLitigated: true }, points: { 'litigation-and-fines': 6 }, values: ['/isLitigated'] },
  { name: 'fined', base: 'organization', change: { isFined: true }, points: { 'litigation-and-fines': 8 }, values: ['/isFined'] },
  { name: 'no sources at all', base: 'person', change: { listIncomeSource: undefined, listSourceOfWealth: [] }, points: { 'no-sources': 6, ...keys(2) }, values: ['/listIncomeSource', '/listSourceOfWealth', '/listIncomeSource'] },
  { name: 'an organisation without sources', base: 'organization', change: { listIncomeSource: [] }, points: { 'no-sources': 6 } },
  { name: 'wealth but no income', base: 'person', change: { listIncomeSource: undefined }, points: keys(2) },
  { name: 'income but no wealth', base: 'person', change: { listSourceOfWealth: undefined } },
  { name: 'sources in words only', base: 'person', change: { listIncomeSource: undefined, listSourceOfWealth: undefined, incomeSourceDescription: 'Salary' }, points: { 'no-sources': 6, ...keys(2) } },

  { name: 'turnover three times the income', base: 'person', change: { ...turnovers(['ANNUAL', 1, 3000]), ...incomes([1, 1000]) } },
  { name: 'turnover above three times the income', base: 'person', change: { ...turnovers(['ANNUAL', 1, 3001]), ...incomes([1, 1000]) }, points: outOfProportion, values: ['/listDeclaredTurnover/0/to', '/listIncomeSource/0/to'] },
  { name: 'lower ends where there are no upper ones', base: 'person', change: { ...turnovers(['ANNUAL', 3001]), ...incomes([1000]) }, points: outOfProportion, values: ['/listDeclaredTurnover/0/from', '/listIncomeSource/0/from'] },
  { name: 'monthly turnover below', base: 'person', change: { ...turnovers(['MONTHLY', 1, 250]), ...incomes([1000]) } },
  { name: 'monthly turnover above', base: 'person', change: { ...turnovers(['MONTHLY', 1, 251]), ...incomes([1000]) }, points: outOfProportion },
  { name: 'daily turnover below', base: 'person', change: { ...turnovers(['DAILY', 3]), ...incomes([365]) } },
  { name: 'daily turnover above', base: 'person', change: { ...turnovers(['DAILY', 4]), ...incomes([365]) }, points: outOfProportion },
  { name: 'a single turnover', base: 'person', change: { ...turnovers(['SINGLE', 3001]), ...incomes([1000]) }, points: outOfProportion },
  { name: 'turnovers and incomes add up', base: 'person', change: { ...turnovers(['SINGLE', 1501], ['MONTHLY', 125]), ...incomes([400], [1, 600]) }, points: outOfProportion, values: ['/listDeclaredTurnover/0/from', '/listDeclaredTurnover/1/from', '/listIncomeSource/0/from', '/listIncomeSource/1/to'] },
  { name: 'an income source without amounts adds nothing', base: 'person', change: { ...turnovers(['SINGLE', 3000]), ...incomes([1000], [undefined]) } },
  { name: 'no income declared, nothing to compare with', base: 'person', change: { ...turnovers(['SINGLE', 9999999]), ...incomes([undefined]) } },
  { name: 'an income of nothing is exceeded', base: 'person', change: { ...turnovers(['SINGLE', 1]), ...incomes([0]) }, points: outOfProportion },
  { name: 'no turnover declared', base: 'person', change: { listDeclaredTurnover: undefined, ...incomes([0]) } },
  { name: 'turnover as high as the assets', base: 'organization', change: { ...turnovers(['ANNUAL', 500]), ...assetsOnly, companyAssetValue: 500 } },
  { name: 'turnover above the assets', base: 'organization', change: { ...turnovers(['ANNUAL', 501]), ...assetsOnly, companyAssetValue: 500 }, points: outOfProportion, values: ['/listDeclaredTurnover/0/from', '/companyAssetValue'] },
  { name: 'turnover above income and assets', base: 'organization', change: { ...turnovers(['ANNUAL', 501]), ...incomes([100]), companyAssetValue: 500 }, points: outOfProportion, values: ['/listDeclaredTurnover/0/from', '/listIncomeSource/0/from', '/companyAssetValue'] },

  { name: 'date of birth missing', base: 'person', change: { birthDate: undefined }, points: keys(2), values: ['/birthDate'] },
  { name: 'residence missing', base: 'person', change: { permanentResidenceCountry: undefined }, points: keys(2), values: ['/permanentResidenceCountry'] },
  { name: 'field of activity missing', base: 'person', change: { fieldOfActivity: undefined }, points: keys(2), values: ['/fieldOfActivity'] },
  { name: 'field of activity says nothing', base: 'person', change: { fieldOfActivity: { student: {}, employment: { employerTitle: ' ' } } }, points: keys(2) },
  { name: 'source of income missing', base: 'person', change: { listIncomeSource: [] }, points: keys(2), values: ['/listIncomeSource'] },
  { name: 'all key answers of a person missing', base: 'person', change: { birthDate: undefined, permanentResidenceCountry: undefined, fieldOfActivity: undefined, listIncomeSource: undefined }, points: keys(8) },
  { name: 'date of establishment missing', base: 'organization', change: { establishmentDate: undefined }, points: keys(2), values: ['/establishmentDate'] },
  { name: 'legal form missing', base: 'organization', change: { legalForm: undefined }, points: keys(2), values: ['/legalForm'] },
  { name: 'activity missing, described in words', base: 'organization', change: { listActivity: undefined, activityDescription: 'Joinery' }, points: keys(2), values: ['/listActivity'] },
  { name: 'related entity missing', base: 'organization', change: { listRelatedEntity: undefined }, points: keys(2), values: ['/listRelatedEntity'] },
  { name: 'all key answers of an organisation missing', base: 'organization', change: { establishmentDate: undefined, legalForm: undefined, listActivity: undefined, listRelatedEntity: [] }, points: keys(8) },
];
