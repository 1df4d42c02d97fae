import { director, type Golden } from './golden.js';

const established = (establishmentDate: string, applicationDate = '2026-03-02') => ({
  establishmentDate,
  applicationDate,
});
const related = (...entities: readonly Readonly<Record<string, unknown>>[]) => ({
  listRelatedEntity: entities.map((entity) => ({ ...director, ...entity })),
});
const worst = (points: number) => ({ 'worst-related-entity': points });
const young = (points: number) => ({ 'young-organisation': points });
const entity = (index: number, ...fields: readonly string[]) =>
  fields.map((field) => `/listRelatedEntity/${index}/${field}`);

export const structure: readonly Golden[] = [
  {
    name: 'a trust',
    base: 'organization',
    change: { legalForm: 'TRUST' },
    points: { 'opaque-legal-form': 10 },
    values: ['/legalForm'],
  },
  {
    name: 'a foundation',
    base: 'organization',
    change: { legalForm: 'FOUNDATION' },
    points: { 'opaque-legal-form': 10 },
  },
  {
    name: 'a nominee company',
    base: 'organization',
    change: { legalForm: 'NOMINEE' },
    points: { 'opaque-legal-form': 15 },
    values: ['/legalForm'],
  },
  {
    name: 'a company with bearer shares',
    base: 'organization',
    change: { legalForm: 'BEARER_SHARES' },
    points: { 'opaque-legal-form': 15 },
  },
  { name: 'a legal form of another case means nothing', base: 'organization', change: { legalForm: 'trust' } },
  {
    name: 'several layers',
    base: 'organization',
    change: { hasMultiLayerStructure: true },
    points: { 'multi-layer-structure': 10 },
    values: ['/hasMultiLayerStructure'],
  },
  {
    name: 'no major shareholder',
    base: 'organization',
    change: { noMajorShareHolders: true },
    points: { 'no-major-shareholder': 6 },
    values: ['/noMajorShareHolders'],
  },
  {
    name: 'no major shareholder, listing not answered',
    base: 'organization',
    change: { noMajorShareHolders: true, isListed: undefined },
    points: { 'no-major-shareholder': 6 },
  },
  {
    name: 'no major shareholder, but listed',
    base: 'organization',
    change: { noMajorShareHolders: true, isListed: true, hasMultiLayerStructure: true },
    points: { 'multi-layer-structure': 10, mitigants: -6 },
  },

  {
    name: 'a day under 12 months old',
    base: 'organization',
    change: established('2025-03-03'),
    points: young(8),
    values: ['/establishmentDate', '/applicationDate'],
  },
  { name: 'exactly 12 months old', base: 'organization', change: established('2025-03-02'), points: young(4) },
  {
    name: 'a day under 36 months old',
    base: 'organization',
    change: established('2023-03-03'),
    points: young(4),
    values: ['/establishmentDate', '/applicationDate'],
  },
  { name: 'exactly 36 months old', base: 'organization', change: established('2023-03-02') },
  {
    name: 'established on a leap day, 12 months on its eve',
    base: 'organization',
    change: established('2024-02-29', '2025-02-28'),
    points: young(4),
  },
  {
    name: 'established on a leap day, a day short of 12 months',
    base: 'organization',
    change: established('2024-02-29', '2025-02-27'),
    points: young(8),
  },
  {
    name: 'applied before it was established',
    base: 'organization',
    change: established('2026-04-01'),
    points: young(8),
  },

  {
    name: '5 million and one employee',
    base: 'organization',
    change: { companyAssetValue: 5000000, numberOfEmployees: 1 },
    points: { 'assets-without-employees': 8 },
    values: ['/companyAssetValue', '/numberOfEmployees'],
  },
  { name: 'just below 5 million', base: 'organization', change: { companyAssetValue: 4999999, numberOfEmployees: 0 } },
  {
    name: '5 million and two employees',
    base: 'organization',
    change: { companyAssetValue: 5000000, numberOfEmployees: 2 },
  },
  {
    name: '5 million, employees not answered',
    base: 'organization',
    change: { companyAssetValue: 5000000, numberOfEmployees: undefined },
  },

  {
    name: 'an exposed owner',
    base: 'organization',
    change: related({}, { relationType: 'OWNER', isPEP: true }),
    points: worst(20),
    values: entity(1, 'isPEP', 'relationType'),
  },
  { name: 'an exposed director', base: 'organization', change: related({ isPEP: true }), points: worst(20) },
  {
    name: 'an exposed beneficial owner',
    base: 'organization',
    change: related({ relationType: 'BENEFICIAL_OWNER', isPEP: true }),
    points: worst(20),
    floors: ['politically-exposed-beneficial-owner'],
    values: [...entity(0, 'isPEP', 'relationType'), ...entity(0, 'isPEP', 'relationType')],
    level: 'HIGH',
    needsDecision: true,
  },
  {
    name: 'an exposed representative counts half',
    base: 'organization',
    change: related({ relationType: 'REPRESENTATIVE', isPEP: true }),
    points: worst(10),
    values: entity(0, 'isPEP', 'relationType'),
  },
  {
    name: 'an exposed shareholder counts half',
    base: 'organization',
    change: related({ relationType: 'SHAREHOLDER', isPEP: true }),
    points: worst(10),
  },
  {
    name: 'an owner in adverse media',
    base: 'organization',
    change: related({ relationType: 'OWNER', isInAdverseMedia: true }),
    points: worst(12),
    values: entity(0, 'isInAdverseMedia', 'relationType'),
  },
  {
    name: 'a host in adverse media',
    base: 'organization',
    change: related({ relationType: 'HOST', isInAdverseMedia: true }),
    points: worst(6),
  },
  {
    name: 'a director of an EU high-risk country',
    base: 'organization',
    change: related({ country: 'AF' }),
    points: worst(10),
    values: entity(0, 'country', 'relationType'),
  },
  {
    name: 'a director active in an EU high-risk country',
    base: 'organization',
    change: related({ listCountryOfActivity: [{ country: 'EE' }, { country: 'AF' }] }),
    points: worst(10),
    values: entity(0, 'listCountryOfActivity/1/country', 'relationType'),
  },
  {
    name: 'an owner registered in an EU high-risk country',
    base: 'organization',
    change: related({ relationType: 'OWNER', registrationCountry: 'AF' }),
    points: worst(10),
    values: entity(0, 'registrationCountry', 'relationType'),
  },
  {
    name: 'an owner in business in an EU high-risk country',
    base: 'organization',
    change: related({ relationType: 'OWNER', countryOfBusinessOperations: 'AF' }),
    points: worst(10),
    values: entity(0, 'countryOfBusinessOperations', 'relationType'),
  },
  {
    name: 'an owner from a country under increased monitoring',
    base: 'organization',
    change: related({ relationType: 'OWNER', country: 'BA' }),
    points: worst(6),
    values: entity(0, 'country', 'relationType'),
  },
  {
    name: 'an owner active under increased monitoring',
    base: 'organization',
    change: related({ relationType: 'OWNER', listCountryOfActivity: [{ country: 'BA' }] }),
    points: worst(6),
    values: entity(0, 'listCountryOfActivity/0/country', 'relationType'),
  },
  {
    name: 'a representative of an EU high-risk country',
    base: 'organization',
    change: related({ relationType: 'REPRESENTATIVE', country: 'AF' }),
    points: worst(5),
  },
  {
    name: 'an owner registered under increased monitoring',
    base: 'organization',
    change: related({
      entityType: 'ORGANIZATION',
      title: 'Harbour Holding',
      relationType: 'OWNER',
      registrationCountry: 'BA',
    }),
    points: worst(6),
    values: entity(0, 'registrationCountry', 'relationType'),
  },
  {
    name: 'a representative in business under increased monitoring',
    base: 'organization',
    change: related({ relationType: 'REPRESENTATIVE', countryOfBusinessOperations: 'BA' }),
    points: worst(3),
  },
  { name: 'a director born in an EU high-risk country', base: 'organization', change: related({ birthCountry: 'AF' }) },
  {
    name: 'the heaviest point of the worst counts alone',
    base: 'organization',
    change: related(
      { relationType: 'REPRESENTATIVE', isPEP: true },
      { isInAdverseMedia: true, country: 'AF' },
      { country: 'BA' },
    ),
    points: worst(12),
    values: entity(1, 'isInAdverseMedia', 'relationType'),
  },
  {
    name: 'of two equals the first counts',
    base: 'organization',
    change: related({ relationType: 'REPRESENTATIVE', isPEP: true }, { country: 'AF' }),
    points: worst(10),
    values: entity(0, 'isPEP', 'relationType'),
  },
  {
    name: 'related entities of a person',
    base: 'person',
    change: related({ relationType: 'BENEFICIAL_OWNER', country: 'AF' }),
    points: worst(10),
    values: entity(0, 'country', 'relationType'),
  },

  {
    name: 'listed',
    base: 'organization',
    change: { isListed: true, hasMultiLayerStructure: true },
    points: { 'multi-layer-structure': 10, mitigants: -6 },
    values: ['/hasMultiLayerStructure', '/isListed'],
  },
  {
    name: 'regulated',
    base: 'organization',
    change: { isRegulated: true, hasMultiLayerStructure: true },
    points: { 'multi-layer-structure': 10, mitigants: -5 },
    values: ['/hasMultiLayerStructure', '/isRegulated'],
  },
  {
    name: 'audited',
    base: 'organization',
    change: { isAudited: true, hasMultiLayerStructure: true },
    points: { 'multi-layer-structure': 10, mitigants: -3 },
    values: ['/hasMultiLayerStructure', '/isAudited'],
  },
  {
    name: 'mitigants add up',
    base: 'organization',
    change: { isListed: true, isRegulated: true, isAudited: true, legalForm: 'NOMINEE' },
    points: { 'opaque-legal-form': 15, mitigants: -14 },
    values: ['/legalForm', '/isListed', '/isRegulated', '/isAudited'],
  },
];
