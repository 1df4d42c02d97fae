import type { Profile } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { defaultModel, defaultModels, type Model } from '../src/index.js';
import { director, organization, person } from './golden/golden.js';
import {
  COUNTRIES_BY_GRADE,
  countryPatterns,
  countryViolations,
  flagPatterns,
  flagViolations,
  OUTRANKED,
  roleViolations,
} from './graver.js';
import { changed, factorAt, floorAt } from './model-file.js';

const RUNS = { seed: 20261128, numRuns: 40 };
const profile = (base: object, change: object = {}): Profile => ({ ...base, ...change });
const patterns = [person, organization].flatMap(({ entityType }) =>
  [...countryPatterns(entityType), ...flagPatterns(entityType)].map((pattern) => `${entityType} ${pattern}`),
);

/** Profiles in which a change has special effects: caps, mitigants, equal countries, shares, absent key answers. */
const SITUATIONS: readonly (readonly [string, Profile])[] = [
  ['a neutral person', profile(person)],
  ['a neutral organisation', profile(organization)],
  ['a person of a grey country', profile(person, { permanentResidenceCountry: 'BA', birthCountry: 'BA' })],
  [
    'a person whose geography is at its cap',
    profile(person, { citizenshipCountry: 'TT', listCountryOfActivity: [{ country: 'AF' }], isPEP: undefined }),
  ],
  [
    'an organisation with mitigants',
    profile(organization, { isListed: true, isRegulated: true, isAudited: true, registrationCountry: 'BA' }),
  ],
  ...[24, 25].map(
    (share) =>
      [
        `an organisation with a related entity of ${share} %`,
        profile(organization, { listRelatedEntity: [{ ...director, relationType: 'SHAREHOLDER', share }] }),
      ] as const,
  ),
  [
    'an organisation whose related entities have findings',
    profile(organization, {
      listRelatedEntity: [
        { ...director, isInInternalList: true },
        { ...director, relationType: 'HOST', isInAdverseMedia: true, country: 'IR' },
        { ...director, relationType: 'HOST', isSanctioned: true },
      ],
    }),
  ],
  [
    'an organisation without key answers',
    profile(organization, { isPEP: undefined, isSanctioned: undefined, listActivity: [], legalForm: undefined }),
  ],
];

const patternsFor = (of: Profile, all: (entityType: string) => readonly string[]) => all(String(of['entityType']));
const ALL_COUNTRIES = COUNTRIES_BY_GRADE.flat();

/** Countries that cover every pair of grades, without comparing countries of one grade. */
const LADDERS: readonly (readonly string[])[] = [
  COUNTRIES_BY_GRADE.map(([first = '']) => first),
  COUNTRIES_BY_GRADE.map((countries) => countries.at(-1) ?? ''),
];

function allViolations(model: Model, of: Profile, ladders: readonly (readonly string[])[] = LADDERS): string[] {
  return [
    ...patternsFor(of, countryPatterns).flatMap((pattern) =>
      ladders.flatMap((ladder) => countryViolations(model, of, pattern, ladder)),
    ),
    ...patternsFor(of, flagPatterns).flatMap((pattern) => flagViolations(model, of, pattern)),
    ...roleViolations(model, of),
  ];
}

describe('the order of gravity', () => {
  it('grades every listed country once, and has a country of each grade', () => {
    expect(COUNTRIES_BY_GRADE.map((countries) => countries.length > 0)).toEqual(Array(5).fill(true));
    expect(COUNTRIES_BY_GRADE[4]).toEqual(['KP', 'IR']);
    expect(COUNTRIES_BY_GRADE[3]).toEqual(['MM']);
    expect(new Set(ALL_COUNTRIES).size).toBe(ALL_COUNTRIES.length);
  });

  it('covers the country fields and flags of the domain', () => {
    for (const pattern of [
      'INDIVIDUAL /fieldOfActivity/pension/pensionCountry',
      'INDIVIDUAL /isFamilyPEP',
      'ORGANIZATION /registrationCountry',
      'ORGANIZATION /listRelatedEntity/*/listBusinessEntityDocument/*/documentIssueCountry',
      'ORGANIZATION /listRelatedEntity/*/isInAdverseMedia',
      'ORGANIZATION /isFinancialInstitution',
    ])
      expect(patterns).toContain(pattern);
    expect(patterns.filter((pattern) => /isListed|isStudent/.test(pattern))).toEqual([]);
  });
});

describe('severity is monotone', () => {
  it.each(SITUATIONS)('%s: every field, role and flag', (_, of) => {
    expect(allViolations(defaultModel, of)).toEqual([]);
  });

  it('every country, in every field of a neutral customer, against every graver one', () => {
    const found = SITUATIONS.slice(0, 2).flatMap(([, of]) =>
      patternsFor(of, countryPatterns).flatMap((pattern) =>
        COUNTRIES_BY_GRADE.slice(0, -1).flatMap((countries, grade) =>
          countries.slice(0, 1).flatMap((country) =>
            COUNTRIES_BY_GRADE.slice(grade + 1)
              .flat()
              .flatMap((graver) => countryViolations(defaultModel, of, pattern, [country, graver])),
          ),
        ),
      ),
    );
    expect(found).toEqual([]);
  });

  it('any customer: every field, role and flag', () => {
    const entityTypes = new Set<string>();
    fc.assert(
      fc.property(anyCustomer, anyLadder, (of, ladder) => {
        entityTypes.add(String(of['entityType']));
        expect(allViolations(defaultModel, of, [ladder])).toEqual([]);
      }),
      RUNS,
    );
    expect(entityTypes.size).toBe(2);
  });

  it.each(SITUATIONS)('%s: also if newer lists have countries of one grade only', (_, of) => {
    const model = changed((data) => {
      data.lists[0].countries.push('BY');
      data.lists[1].countries.push('CU');
    });
    expect(allViolations(model, of, [['LT', 'BA', 'AF', 'CU', 'BY']])).toEqual([]);
  });

  it.each<[string, (data: Parameters<Parameters<typeof changed>[0]>[0]) => void]>([
    [
      'tax in a grey country of residence adds no points',
      (data) => data.factors[factorAt('tax-country')].cases.splice(1, 1),
    ],
    ['a country weighs less than a milder one', (data) => (data.factors[0].cases[0].points = 10)],
    ['a birth country is not checked', (data) => (data.floors[floorAt('countermeasures-anywhere')].enabled = false)],
    ['directors are forgotten', (data) => data.floors[floorAt('countermeasures-control')].when.as.splice(1, 1)],
    ['a flag lowers', (data) => (data.factors[factorAt('cash')].cases[0].points = -1)],
    ['a flag ends a decision', (data) => (data.floors[floorAt('sanctioned')].when.is = false)],
  ])('finds a planted fault: %s', (_, plant) => {
    const model = changed(plant);
    expect(SITUATIONS.some(([, of]) => allViolations(model, of).length > 0)).toBe(true);
  });

  it('does not hold for version 1 of the default model', () => {
    expect(SITUATIONS.some(([, of]) => allViolations(defaultModels[0], of).length > 0)).toBe(true);
  });
});

describe('a more controlling role', () => {
  it('is one that the model knows', () => {
    const known = [
      ...defaultModel.data.mapping.map(({ code }) => code),
      ...(defaultModel.data.withoutMeaning ?? []).flatMap(({ codes }) => codes),
    ];
    expect(
      Object.entries(OUTRANKED)
        .flat(2)
        .filter((role) => !known.includes(role)),
    ).toEqual([]);
  });
});

/** One country of each grade, in ascending order. */
const anyLadder = fc.tuple(...COUNTRIES_BY_GRADE.map((countries) => fc.constantFrom(...countries)));

const country = fc.constantFrom('LT', 'LT', 'LV', 'PA', 'BA', 'BA', 'AF', 'VN', 'MM', 'KP');
const rarely = fc.constantFrom(undefined, undefined, undefined, false, false, false, true);
const often = fc.constantFrom(undefined, false, true);

/** A related entity in any role and with any share. */
const anyRelated = fc.record(
  {
    entityType: fc.constantFrom('INDIVIDUAL', 'ORGANIZATION'),
    relationType: fc.constantFrom('HOST', ...Object.keys(OUTRANKED)),
    share: fc.constantFrom(0, 24, 25, '100'),
    votePercentage: fc.constantFrom(undefined, '24', '25'),
    country,
    registrationCountry: country,
    isPEP: rarely,
    isInAdverseMedia: rarely,
    isInInternalList: rarely,
    isSanctioned: fc.constant(false),
  },
  { requiredKeys: ['entityType', 'relationType'] },
);
const countryList = fc.array(fc.record({ country }), { maxLength: 2 });

/** A customer with some risks, and few floors, so that scores are spread over all levels. */
const anyCustomer: Arbitrary<Profile> = fc
  .record(
    {
      base: fc.constantFrom(person, organization),
      listCountryOfActivity: countryList,
      listPaymentCountry: countryList,
      listCountryOfTaxPayment: countryList,
      home: fc.constantFrom('LT', 'LV', 'PA', 'BA', 'KW'),
      citizenshipCountry: fc.constantFrom('LT', 'BA', 'TT'),
      listRelatedEntity: fc.array(anyRelated, { maxLength: 2 }),
      doesCashDominate: often,
      isInAdverseMedia: rarely,
      isPEP: fc.constantFrom(undefined, false),
      isSanctioned: fc.constantFrom(undefined, false),
      isLitigated: often,
      isFined: often,
      isListed: often,
      isRegulated: often,
      isAudited: often,
      hasMultiLayerStructure: often,
      noMajorShareHolders: often,
      legalForm: fc.constantFrom(undefined, 'LTD', 'TRUST', 'NOMINEE'),
      listOrderedService: fc.constantFrom([], [{ serviceType: 'CRYPTO' }]),
    },
    { requiredKeys: ['base'] },
  )
  .map(({ base, home, citizenshipCountry, legalForm, ...answers }) => {
    const own =
      base === person
        ? { citizenshipCountry, ...(home && { permanentResidenceCountry: home }) }
        : { legalForm, ...(home && { registrationCountry: home }) };
    return profile(base, { ...answers, ...own });
  });
