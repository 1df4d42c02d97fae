import { director, type Golden } from './golden.js';

const HIGH = { level: 'HIGH', needsDecision: true } as const;
/** 15 + 12 + 8 = 35, cut to 30 by the cap of geography; no floor fires. */
const fullGeography = {
  citizenshipCountry: 'TT',
  listCountryOfActivity: [{ country: 'AF' }],
  listPaymentCountry: [{ country: 'AF', turnoverDirection: 'IN' }],
};
const geographyPoints = { citizenship: [8, 3], 'activity-country': 15, 'payment-country': 12 } as const;
/** The same for an organisation: 15 + 12 + 6 = 33. */
const organisationGeography = {
  listCountryOfActivity: [{ country: 'AF' }],
  listPaymentCountry: [{ country: 'AF', turnoverDirection: 'IN' }],
  listCountryOfTaxPayment: [{ country: 'PA' }],
};
const organisationPoints = { 'activity-country': 15, 'payment-country': 12, 'tax-country': [6, 3] } as const;
/** 12 + 12 = 24, cut to 20. */
const fullProduct = { doesCashDominate: true, listOrderedService: [{ serviceType: 'CRYPTO' }] };
const productPoints = { cash: 12, 'risky-services': [12, 8] } as const;

export const arithmetic: readonly Golden[] = [
  {
    name: 'a person without any risk',
    base: 'person',
    change: {},
    score: 0,
    level: 'LOW',
    needsDecision: false,
    values: [],
  },
  {
    name: 'an organisation without any risk',
    base: 'organization',
    change: {},
    score: 0,
    level: 'LOW',
    needsDecision: false,
    values: [],
  },

  {
    name: 'cap of the customer',
    base: 'person',
    change: { isPEP: true, isInAdverseMedia: true, isLitigated: true },
    points: { 'political-exposure': 25, 'adverse-media': [20, 10], 'litigation-and-fines': [6, 0] },
    floors: ['politically-exposed', 'in-adverse-media'],
    score: 35,
    ...HIGH,
  },
  {
    name: 'cap of geography',
    base: 'person',
    change: fullGeography,
    points: geographyPoints,
    score: 30,
    level: 'MEDIUM',
  },
  {
    name: 'cap of structure',
    base: 'organization',
    change: { legalForm: 'NOMINEE', hasMultiLayerStructure: true, noMajorShareHolders: true },
    points: { 'opaque-legal-form': 15, 'multi-layer-structure': 10, 'no-major-shareholder': [6, 0] },
    score: 25,
    level: 'MEDIUM',
  },
  {
    name: 'cap of product, which cuts the later of two equals',
    base: 'person',
    change: fullProduct,
    points: productPoints,
    score: 20,
  },
  {
    name: 'mitigants count before the cap',
    base: 'organization',
    change: { legalForm: 'NOMINEE', hasMultiLayerStructure: true, noMajorShareHolders: true, isAudited: true },
    points: { 'opaque-legal-form': 15, 'multi-layer-structure': 10, 'no-major-shareholder': [6, 3], mitigants: -3 },
    score: 25,
    level: 'MEDIUM',
  },

  {
    name: 'mitigants do not bring the score below 0',
    base: 'organization',
    change: { isListed: true, isRegulated: true, isAudited: true },
    points: { mitigants: -14 },
    score: 0,
  },
  {
    name: 'mitigants of one group lower the total',
    base: 'organization',
    change: { isListed: true, isRegulated: true, isAudited: true, listCountryOfActivity: [{ country: 'AF' }] },
    points: { 'activity-country': 15, mitigants: -14 },
    score: 1,
  },
  {
    name: 'mitigants do not lower below a floor',
    base: 'organization',
    change: { isListed: true, isRegulated: true, isAudited: true, isInInternalList: true },
    points: { mitigants: -14 },
    floors: ['in-internal-list'],
    score: 0,
    ...HIGH,
  },

  {
    name: '24 is low',
    base: 'person',
    change: {
      isLitigated: true,
      listCountryOfActivity: [{ country: 'AF' }],
      listCountryOfTaxPayment: [{ country: 'LV' }],
    },
    points: { 'activity-country': 15, 'tax-country': 3, 'litigation-and-fines': 6 },
    score: 24,
    level: 'LOW',
    needsDecision: false,
  },
  {
    name: '25 is medium',
    base: 'person',
    change: {
      isLegalResident: false,
      listCountryOfActivity: [{ country: 'AF' }],
      listIntroductionSource: [{ introductionSource: 'REMOTE' }],
    },
    points: { 'activity-country': 15, 'not-legal-resident': 5, distance: 5 },
    score: 25,
    level: 'MEDIUM',
    needsDecision: false,
  },
  {
    name: '49 is medium',
    base: 'person',
    change: {
      ...fullGeography,
      doesCashDominate: true,
      listIntroductionSource: [{ introductionSource: 'REMOTE' }],
      birthDate: undefined,
    },
    points: { ...geographyPoints, cash: 12, distance: 5, 'missing-key-answers': 2 },
    score: 49,
    level: 'MEDIUM',
    needsDecision: false,
  },
  {
    name: '50 is high',
    base: 'person',
    change: { ...fullGeography, ...fullProduct },
    points: { ...geographyPoints, ...productPoints },
    score: 50,
    ...HIGH,
  },
  {
    name: '79 is high',
    base: 'organization',
    change: {
      ...organisationGeography,
      ...fullProduct,
      isFined: true,
      legalForm: 'NOMINEE',
      noMajorShareHolders: true,
    },
    points: {
      ...organisationPoints,
      ...productPoints,
      'litigation-and-fines': 8,
      'opaque-legal-form': 15,
      'no-major-shareholder': 6,
    },
    score: 79,
    ...HIGH,
  },
  {
    name: '80 is extreme',
    base: 'organization',
    change: {
      ...organisationGeography,
      ...fullProduct,
      isFined: true,
      legalForm: 'NOMINEE',
      hasMultiLayerStructure: true,
      isAudited: true,
    },
    points: {
      ...organisationPoints,
      ...productPoints,
      'litigation-and-fines': 8,
      'opaque-legal-form': 15,
      'multi-layer-structure': 10,
      mitigants: -3,
    },
    score: 80,
    level: 'EXTREME',
    needsDecision: true,
  },
  {
    name: 'the caps add up to 110, the score to 100',
    base: 'organization',
    change: {
      ...organisationGeography,
      ...fullProduct,
      isPEP: true,
      isInAdverseMedia: true,
      legalForm: 'NOMINEE',
      listRelatedEntity: [{ ...director, isPEP: true }],
    },
    points: {
      ...organisationPoints,
      ...productPoints,
      'political-exposure': 25,
      'adverse-media': [20, 10],
      'opaque-legal-form': [15, 5],
      'worst-related-entity': 20,
    },
    floors: ['politically-exposed', 'in-adverse-media'],
    score: 100,
    level: 'EXTREME',
    needsDecision: true,
  },
];
