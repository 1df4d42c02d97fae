import type { Profile } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import { defaultModel, defaultModels, evaluate, explainModel, NotEvaluable, type Model } from '../src/index.js';
import { director, organization, person } from './golden/golden.js';
import { changed, factorAt, floorAt } from './model-file.js';

const DAY = { assessedOn: '2026-07-01' };
const profile = (base: object, change: object = {}): Profile => ({ ...base, ...change });
const assess = (base: object, change: object = {}, model: Model = defaultModel) =>
  evaluate(model, profile(base, change), DAY);
const points = (model: Model, base: object, change: object) =>
  Object.fromEntries(assess(base, change, model).contributions.map(({ factor, afterCap }) => [factor, afterCap]));

function problemsOf(base: object, change: object): unknown {
  try {
    return assess(base, change);
  } catch (error) {
    return error instanceof NotEvaluable
      ? error.problems.map(({ pointer, sentence }) => `${pointer} ${sentence}`)
      : error;
  }
}

describe('a profile that cannot be assessed is an error, not a score of 0', () => {
  it.each([
    ['an empty profile', {}, {}, ['/entityType is not one of INDIVIDUAL, ORGANIZATION']],
    ['an unknown type', person, { entityType: 'PERSON' }, ['/entityType is not one of INDIVIDUAL, ORGANIZATION']],
    ['no day of application', person, { applicationDate: undefined }, ['/applicationDate is missing']],
    [
      'an organisation with neither day nor country',
      organization,
      { applicationDate: ' ', registrationCountry: null },
      ['/applicationDate is missing', '/registrationCountry is missing'],
    ],
    ['a flag as another word', person, { isPEP: 'yes' }, ['/isPEP is not true or false']],
    ['a flag as a number', person, { isSanctioned: 1 }, ['/isSanctioned is not true or false']],
    [
      'a day that does not exist',
      organization,
      { establishmentDate: '2025-02-30' },
      ['/establishmentDate is not a date that exists'],
    ],
    ['an amount beyond doubles', organization, { companyAssetValue: 1e400 }, ['/companyAssetValue is not an integer']],
    [
      'a number of employees that is not a number',
      organization,
      { numberOfEmployees: 'several' },
      ['/numberOfEmployees is not a number'],
    ],
    [
      'an income with a fraction',
      person,
      { listIncomeSource: [{ to: 1.5 }] },
      ['/listIncomeSource/0/to is not an integer'],
    ],
    [
      'a turnover without a range',
      person,
      { listDeclaredTurnover: [{ to: 1 }] },
      ['/listDeclaredTurnover/0/turnoverRange is not one of SINGLE, DAILY, MONTHLY, ANNUAL'],
    ],
    [
      'a country that is not text',
      person,
      { listPaymentCountry: [{ country: 'LT' }, { country: 7 }] },
      ['/listPaymentCountry/1/country is not a string'],
    ],
    ['text instead of a list', person, { listOrderedService: 'CRYPTO' }, ['/listOrderedService is not a list']],
    ['a list instead of an object', person, { fieldOfActivity: [] }, ['/fieldOfActivity is not an object']],
    [
      'an element that is not an object',
      organization,
      { listRelatedEntity: ['owner'] },
      ['/listRelatedEntity/0 is not an object'],
    ],
    [
      'a related entity without a relation',
      organization,
      { listRelatedEntity: [director, { ...director, relationType: undefined }] },
      ['/listRelatedEntity/1/relationType is missing'],
    ],
  ])('%s', (_, base, change, problems) => {
    expect(problemsOf(base, change)).toEqual(problems);
  });

  it.each([['yesterday'], ['2026-02-29'], [new Date(NaN)]])('an assessment on %p', (assessedOn) => {
    expect(() => evaluate(defaultModel, profile(person), { assessedOn })).toThrow(RangeError);
  });
});

describe('blank answers', () => {
  it('count as missing, at any depth', () => {
    expect(
      assess(person, {
        fieldOfActivity: { employment: { employerTitle: ' ', isEmployee: null }, student: {} },
      }).contributions.map(({ because }) => because),
    ).toEqual([['No field of activity']]);
    expect(
      assess(person, { birthDate: ' ', isPEP: null, listPaymentCountry: null }).contributions.map(
        ({ because }) => because,
      ),
    ).toEqual([['No date of birth', 'No answer on political exposure']]);
  });
});

describe('the result', () => {
  it('records the model, the day and the entity type', () => {
    expect(assess(person)).toMatchObject({
      model: { id: defaultModel.id, version: defaultModel.version, hash: defaultModel.hash },
      assessedOn: '2026-07-01',
      entityType: 'INDIVIDUAL',
    });
  });

  it('explains a contribution by its values, their pointers and its source', () => {
    const { contributions } = assess(organization, {
      listRelatedEntity: [director, { ...director, relationType: 'REPRESENTATIVE', isPEP: 'true' }],
    });
    expect(contributions).toEqual([
      {
        factor: 'worst-related-entity',
        number: 21,
        title: 'The worst related entity',
        group: 'structure',
        beforeCap: 10,
        afterCap: 10,
        because: ['A related entity is politically exposed'],
        values: [
          { pointer: '/listRelatedEntity/1/isPEP', value: 'true' },
          { pointer: '/listRelatedEntity/1/relationType', value: 'REPRESENTATIVE', says: 'counts 50 of 100' },
        ],
        source: defaultModel.data.factors[factorAt('worst-related-entity')]?.source,
      },
    ]);
  });

  it('shows both sides of a comparison', () => {
    const { contributions } = assess(person, {
      listDeclaredTurnover: [{ turnoverRange: 'MONTHLY', from: 1, to: '30' }],
      listIncomeSource: [{ from: 100 }],
    });
    expect(contributions[0]?.values).toEqual([
      { pointer: '/listDeclaredTurnover/0/to', value: '30', says: 'MONTHLY × 12' },
      {
        pointer: '/listIncomeSource/0/from',
        value: 100,
        says: 'turnover of a year 360, above 3 × declared income of 100',
      },
    ]);
  });

  it('states a comparison once, and shortens huge numbers', () => {
    const income = { incomeSourceType: 'SALARY', to: '9'.repeat(5000) };
    const { contributions } = assess(person, {
      listDeclaredTurnover: [{ turnoverRange: 'SINGLE', from: '9'.repeat(5002) }],
      listIncomeSource: [income, income, income],
    });
    expect(contributions[0]?.values.map(({ says }) => says)).toEqual([
      'SINGLE × 1',
      'turnover of a year more than 30 digits, above 3 × declared income of more than 30 digits',
      undefined,
      undefined,
    ]);
  });

  it('lists the first 20 values of a contribution, a floor and the unrecognised countries, and counts the rest', () => {
    const paid = (count: number, country: string) =>
      assess(person, { listPaymentCountry: Array.from({ length: count }, () => ({ country })) });
    const first = Array.from({ length: 20 }, (_, index) => `/listPaymentCountry/${index}/country`);
    const {
      contributions: [contribution],
      floors: [floor],
    } = paid(22, 'IR');
    for (const explained of [contribution, floor])
      expect([explained?.values.map(({ pointer }) => pointer), explained?.more]).toEqual([first, 2]);
    const unrecognised = paid(23, 'IRN');
    expect([
      unrecognised.unrecognisedCountries.map(({ pointer }) => pointer),
      unrecognised.moreUnrecognisedCountries,
    ]).toEqual([first, 3]);
    for (const all of [paid(20, 'IR'), paid(20, 'IRN')]) expect(JSON.stringify(all)).not.toMatch(/more/);
  });

  it('counts every value of many related entities, and names each entity', () => {
    const owner = { ...director, relationType: 'OWNER', share: 60, votePercentage: '60', isSanctioned: true };
    const { floors, relatedEntities = [] } = assess(organization, { listRelatedEntity: Array(25).fill(owner) });
    const floor = floors.find((fired) => fired.floor === 'sanctioned-control');
    const pointers = Array.from({ length: 5 }, (_, index) =>
      ['isSanctioned', 'relationType', 'share', 'votePercentage'].map((name) => `/listRelatedEntity/${index}/${name}`),
    );
    expect([floor?.values.map(({ pointer }) => pointer), floor?.more]).toEqual([pointers.flat(), 80]);
    expect(relatedEntities.map(({ pointer }) => pointer)).toEqual(
      Array.from({ length: 25 }, (_, index) => `/listRelatedEntity/${index}`),
    );
  });

  it('stays small, whatever the size of the profile', () => {
    const many = {
      listCountryOfTaxPayment: Array.from({ length: 30_000 }, () => ({ country: 'MM' })),
      listRelatedEntity: Array.from({ length: 3000 }, () => ({ ...director, isSanctioned: true, birthCountry: 'MM' })),
    };
    const { relatedEntities = [], ...others } = assess(organization, many);
    expect(JSON.stringify(others).length).toBeLessThan(50_000);
    expect(relatedEntities).toHaveLength(3000); // All are named; each takes about the space that it has in the profile.
  });

  it('names every related entity that something was found in, by pointer, extId and role', () => {
    const { relatedEntities } = assess(organization, {
      listRelatedEntity: [
        director,
        { ...director, extId: 'rel-1', isPEP: true },
        { ...director, relationType: 'HOST', country: 'BA' },
        { ...director, extId: 'rel-3', relationType: 'SHAREHOLDER', share: 30, isInInternalList: 'true' },
        { ...director, extId: 'rel-4', relationType: 'HOST', listAddress: [{ country: 'MM' }] },
        { ...director, extId: 'rel-5', relationType: 'REPRESENTATIVE', isInInternalList: true },
      ],
    });
    expect(relatedEntities).toEqual([
      {
        pointer: '/listRelatedEntity/1',
        extId: 'rel-1',
        role: 'DIRECTOR',
        countsAs: ['director'],
        foundBy: ['worst-related-entity'],
      },
      { pointer: '/listRelatedEntity/2', role: 'HOST', countsAs: [], foundBy: ['worst-related-entity'] },
      {
        pointer: '/listRelatedEntity/3',
        extId: 'rel-3',
        role: 'SHAREHOLDER',
        countsAs: ['beneficial-owner', 'shareholder'],
        foundBy: ['related-entity-in-internal-list'],
      },
      {
        pointer: '/listRelatedEntity/4',
        extId: 'rel-4',
        role: 'HOST',
        countsAs: [],
        foundBy: ['enhanced-due-diligence-anywhere'],
      },
    ]);
  });

  it.each([25, '25', '25.0', '2.5e1', 100])('counts a share or votes of %p as beneficial ownership', (share) => {
    for (const field of ['share', 'votePercentage'])
      expect(
        assess(organization, {
          listRelatedEntity: [{ ...director, relationType: 'HOST', isPEP: true, [field]: share }],
        }).floors,
      ).toMatchObject([
        {
          floor: 'politically-exposed-beneficial-owner',
          kind: 'law',
          source: expect.stringContaining('AMLR, Articles 51 and 52'),
          values: [{}, { value: 'HOST' }, { pointer: `/listRelatedEntity/0/${field}`, value: share }],
        },
      ]);
  });

  it.each([24, '24', '24.9', 0])('does not count a share of %p as beneficial ownership', (share) => {
    const host = { ...director, relationType: 'HOST', isPEP: true, share, votePercentage: share };
    expect(assess(organization, { listRelatedEntity: [host] }).floors).toEqual([]);
  });

  it('lists the flags and key answers that are absent', () => {
    expect(assess(person).notAnswered).toEqual([]);
    expect(
      assess(person, { isPEP: undefined, isLegalResident: ' ', birthDate: null, listIncomeSource: [] }).notAnswered,
    ).toEqual(['/isLegalResident', '/isPEP', '/birthDate', '/listIncomeSource']);
    expect(
      assess(organization, { isSanctioned: undefined, isListed: undefined, legalForm: undefined }).notAnswered,
    ).toEqual([
      '/isListed',
      '/legalForm',
      '/isSanctioned',
      '/listRelatedEntity/0/isInAdverseMedia',
      '/listRelatedEntity/0/isInInternalList',
    ]);
    const confirmed = evaluate(defaultModel, profile(person, { isPEP: undefined }), { ...DAY, confirmed: ['/isPEP'] });
    expect(confirmed.notAnswered).toEqual([]);
  });

  it('lists the first 20 absent flags of related entities and unknown codes, and counts the rest', () => {
    const { notAnswered, moreNotAnswered, unknownCodes, moreUnknownCodes } = assess(organization, {
      isPEP: undefined,
      listRelatedEntity: Array.from({ length: 23 }, () => ({ relationType: 'NEIGHBOUR' })),
    });
    expect([notAnswered?.[0], notAnswered?.length, moreNotAnswered]).toEqual(['/isPEP', 21, 23 * 4 - 20]);
    expect([unknownCodes?.length, moreUnknownCodes]).toEqual([20, 3]);
    expect(unknownCodes?.[0]).toEqual({
      pointer: '/listRelatedEntity/0/relationType',
      classifier: 'relationType',
      value: 'NEIGHBOUR',
    });
  });

  it('lacks the members of format 2 for models of an older format', () => {
    const assessment = evaluate(defaultModels[0], profile(organization, { legalForm: 'SOCIETY', isPEP: true }), DAY);
    expect(Object.keys(assessment)).not.toEqual(expect.arrayContaining(['unknownCodes']));
    expect(JSON.stringify(assessment)).not.toMatch(/unknownCodes|notAnswered|relatedEntities|"kind"/);
  });

  it('states which lists were valid on the day, and uses expired lists too', () => {
    const on = (assessedOn: string) => evaluate(defaultModel, profile(person, { birthCountry: 'BA' }), { assessedOn });
    const standing = (assessedOn: string) =>
      Object.fromEntries(on(assessedOn).lists.map(({ list, standing: how }) => [list, how]));
    expect(standing('2026-10-31')).toMatchObject({ 'fatf-increased-monitoring': 'valid', 'eu-high-risk': 'valid' });
    expect(standing('2026-11-01')).toMatchObject({
      'fatf-increased-monitoring': 'past its validity',
      'eu-high-risk': 'valid',
    });
    expect(standing('2026-06-19')).toMatchObject({ 'fatf-increased-monitoring': 'valid' });
    expect(standing('2026-06-18')).toMatchObject({
      'fatf-increased-monitoring': 'later than the assessment',
      'eu-high-risk': 'valid',
    });
    expect(on('2026-11-01').score).toBe(2);
  });

  it('sets the next review by the level', () => {
    const reviewed = (change: object, assessedOn: Date | string) =>
      evaluate(defaultModel, profile(person, change), { assessedOn }).nextReview;
    expect(reviewed({}, '2026-07-01')).toBe('2031-07-01');
    expect(reviewed({ isInAdverseMedia: true }, '2026-07-01')).toBe('2031-07-01');
    expect(reviewed({ isPEP: true }, '2026-07-01')).toBe('2027-07-01');
    expect(reviewed({ isSanctioned: true }, '2026-07-01T23:30:00-05:00')).toBe('2027-07-01');
    expect(reviewed({ isPEP: true }, '2028-02-29')).toBe('2029-02-28');
    expect(reviewed({}, new Date('2026-07-01T23:59:59Z'))).toBe('2031-07-01');
    expect(evaluate(defaultModel, profile(person), { assessedOn: '2024-02-29' }).nextReviewBy).toEqual({
      LOW: '2029-02-28',
      MEDIUM: '2029-02-28',
      HIGH: '2025-02-28',
      EXTREME: '2025-02-28',
    });
  });

  it('counts flags that a person confirmed, and records them', () => {
    const confirmed = ['/listRelatedEntity/0/isSanctioned', '/isPEP'];
    const assessment = evaluate(defaultModel, profile(organization), { ...DAY, confirmed });
    expect(assessment.floors.map(({ floor, values }) => [floor, values])).toEqual([
      [
        'sanctioned-control',
        [
          { pointer: '/listRelatedEntity/0/isSanctioned', value: false, says: 'confirmed by a person' },
          { pointer: '/listRelatedEntity/0/relationType', value: 'DIRECTOR', says: 'director' },
        ],
      ],
      [
        'sanctioned-related-entity',
        [
          { pointer: '/listRelatedEntity/0/isSanctioned', value: false, says: 'confirmed by a person' },
          { pointer: '/listRelatedEntity/0/relationType', value: 'DIRECTOR' },
        ],
      ],
      ['politically-exposed', [{ pointer: '/isPEP', value: false, says: 'confirmed by a person' }]],
    ]);
    expect(assessment.confirmed).toEqual(['/isPEP', '/listRelatedEntity/0/isSanctioned']);
    expect(
      evaluate(defaultModel, profile(person, { isPEP: undefined }), { ...DAY, confirmed }).contributions[0]?.values,
    ).toEqual([{ pointer: '/isPEP', says: 'confirmed by a person' }]);
  });

  it('counts a confirmed flag at its pointer only', () => {
    const model = changed((data) => {
      data.floors = [
        {
          ...data.floors[floorAt('politically-exposed')],
          when: { kind: 'flag', fields: ['/listRelatedEntity/*/isPEP', '/isPEP'], is: true },
        },
      ];
    });
    const entities = Array.from({ length: 12 }, () => ({ ...director, isPEP: undefined }));
    const fired = (...confirmed: readonly string[]) =>
      evaluate(model, profile(organization, { listRelatedEntity: entities }), { ...DAY, confirmed }).floors.flatMap(
        ({ values }) => values.map(({ pointer }) => pointer),
      );
    expect(fired('/listRelatedEntity/11/isPEP')).toEqual(['/listRelatedEntity/11/isPEP']);
    expect(fired('/isPEP', '/listRelatedEntity/0/isPEP')).toEqual(['/isPEP', '/listRelatedEntity/0/isPEP']);
    expect(
      fired('/isSanctioned', '/listRelatedEntity/0/isSanctioned', '/listRelatedEntity/0/x/isPEP', 'isPEP', ''),
    ).toEqual([]);
    expect(
      evaluate(defaultModel, profile(organization, { listRelatedEntity: entities }), {
        ...DAY,
        confirmed: ['/listRelatedEntity/1/isSanctioned'],
      }).floors[0]?.values[0]?.pointer,
    ).toBe('/listRelatedEntity/1/isSanctioned');
  });

  it('treats a confirmed flag as true although it was sent as false', () => {
    const model = changed((data) => {
      data.factors[factorAt('not-legal-resident')].cases.push({
        points: 9,
        says: 'A resident',
        when: { kind: 'flag', fields: ['/isLegalResident'], is: true },
      });
    });
    const { contributions } = evaluate(model, profile(person, { isLegalResident: 'false' }), {
      ...DAY,
      confirmed: ['/isLegalResident'],
    });
    expect(contributions).toMatchObject([
      {
        because: ['A resident'],
        values: [{ pointer: '/isLegalResident', value: 'false', says: 'confirmed by a person' }],
      },
    ]);
  });

  it('lists unrecognised country codes', () => {
    const assessment = assess(person, { birthCountry: 'IRN', listPaymentCountry: [{ country: 'lt' }] });
    expect(assessment.unrecognisedCountries).toEqual([
      { pointer: '/birthCountry', value: 'IRN' },
      { pointer: '/listPaymentCountry/0/country', value: 'lt' },
    ]);
    expect(assessment).toMatchObject({ score: 0, level: 'LOW', needsDecision: true });
  });

  it.each(['XK', 'ZZ', 'AA', 'UK', 'AN'])('does not recognise every code of two letters: %s', (code) => {
    expect(assess(person, { permanentResidenceCountry: code })).toMatchObject({
      level: 'LOW',
      needsDecision: true,
      unrecognisedCountries: [{ pointer: '/permanentResidenceCountry', value: code }],
    });
  });

  it('recognises country codes that the model maps or lists', () => {
    const mapped = changed((data) => {
      data.countryCodes.push({ code: 'XK', is: 'XK' }, { code: 'UK', is: 'GB' });
    });
    for (const code of ['XK', 'UK'])
      expect(assess(person, { permanentResidenceCountry: code }, mapped)).toMatchObject({
        level: 'LOW',
        needsDecision: false,
        unrecognisedCountries: [],
      });
    const onList = changed((data) => {
      data.lists.find(({ id }: { id: string }) => id === 'eu-tax').countries.push('XK');
    });
    expect(points(onList, person, { permanentResidenceCountry: 'XK' })).toMatchObject({ 'home-country': 8 });
  });
});

describe('a model of the institution', () => {
  it('changes weights, caps and thresholds', () => {
    const model = changed((data) => {
      data.factors[factorAt('cash')].cases[0].points = 31;
      data.groups[3].cap = 30;
      data.levels[1].from = 30;
    });
    expect(assess(person, { doesCashDominate: true }, model)).toMatchObject({
      score: 30,
      level: 'MEDIUM',
      contributions: [{ beforeCap: 31, afterCap: 30 }],
    });
  });

  it('disables a factor and a floor', () => {
    const model = changed((data) => {
      data.factors[factorAt('political-exposure')].enabled = false;
      data.floors[floorAt('politically-exposed')].enabled = false;
    });
    expect(assess(person, { isPEP: true }, model)).toMatchObject({ score: 0, floors: [], level: 'LOW' });
  });

  it('adds a factor and a floor of known kinds', () => {
    const model = changed((data) => {
      data.factors.push({
        id: 'deposit',
        group: 'product',
        title: 'Large first deposit',
        meaning: 'A policy of the institution',
        source: 'Policy',
        combine: 'highest',
        cases: [
          {
            points: 7,
            says: 'A deposit of 10000 or more',
            when: { kind: 'amount', field: '/initialDepositAmount', atLeast: 10000, atMost: 20000 },
          },
        ],
      });
      data.floors.push({
        id: 'closed',
        level: 'MEDIUM',
        personDecides: false,
        kind: 'policy',
        title: 'Suspended',
        meaning: 'A policy of the institution',
        source: 'Policy',
        when: { kind: 'word', field: '/customerStatus', is: ['SUSPENDED', 'CLOSED'] },
      });
    });
    expect(points(model, person, { initialDepositAmount: '1e4' })).toEqual({ deposit: 7 });
    expect(points(model, person, { initialDepositAmount: '20000.01' })).toEqual({});
    expect(assess(person, { customerStatus: 'SUSPENDED' }, model)).toMatchObject({
      level: 'MEDIUM',
      needsDecision: false,
    });
  });

  it('replaces a list', () => {
    const model = changed((data) => {
      data.lists[3].countries = ['LT'];
    });
    expect(assess(person, {}, model).floors.map(({ floor }) => floor)).toEqual(['eu-high-risk-home']);
  });

  it('maps codes of the installation, one of them to several meanings', () => {
    const model = changed((data) => {
      data.mapping.push(
        { classifier: 'relationType', code: 'UBO', means: ['owner', 'beneficial-owner'] },
        { classifier: 'legalForm', code: 'Patikos fondas', means: ['trust'] },
      );
      data.countryCodes.push({ code: 'IRN', is: 'IR' });
    });
    const ubo = assess(
      organization,
      { listRelatedEntity: [{ ...director, relationType: 'UBO', isPEP: true, country: 'IRN' }] },
      model,
    );
    expect(ubo).toMatchObject({
      level: 'EXTREME',
      unrecognisedCountries: [],
      unknownCodes: [],
      contributions: [{ beforeCap: 20, values: [{}, { says: 'owner and beneficial owner: counts whole' }] }],
      relatedEntities: [{ role: 'UBO', countsAs: ['owner', 'beneficial-owner'] }],
    });
    expect(points(model, organization, { legalForm: 'Patikos fondas', birthCountry: 'IRN' })).toEqual({
      'opaque-legal-form': 10,
      'birth-country': 3,
    });
  });

  it('lists a value once although two cases refer to it', () => {
    const model = changed((data) => {
      data.factors[factorAt('birth-country')].cases[1] = {
        ...data.factors[factorAt('birth-country')].cases[0],
        says: 'The same again',
      };
    });
    expect(assess(person, { birthCountry: 'NA' }, model).contributions).toMatchObject([
      {
        beforeCap: 3,
        because: ['Born in an EU high-risk third country, or one under a FATF call for action', 'The same again'],
        values: [{ pointer: '/birthCountry' }],
      },
    ]);
  });

  it('compares tax countries with several homes', () => {
    const model = changed((data) => {
      data.factors[factorAt('tax-country')].cases[0].when.from = ['/permanentResidenceCountry', '/citizenshipCountry'];
    });
    const paid = (...countries: readonly string[]) =>
      points(model, person, {
        citizenshipCountry: 'EE',
        listCountryOfTaxPayment: countries.map((country) => ({ country })),
      });
    expect(paid('LT', 'EE')).toEqual({});
    expect(paid('LT', 'LV')).toEqual({ 'tax-country': 3 });
  });

  it('states the first of several lists that have a country', () => {
    const model = changed((data) => {
      data.factors[factorAt('birth-country')].cases[1].when.lists = ['eu-tax', 'fatf-increased-monitoring'];
      data.factors[factorAt('birth-country')].cases.shift();
    });
    expect(assess(person, { birthCountry: 'VN' }, model).contributions[0]?.values[0]?.says).toBe(
      'on the list "EU list of non-cooperative jurisdictions for tax purposes" of 2026-02-17',
    );
    expect(points(model, person, { birthCountry: 'BA' })).toEqual({ 'birth-country': 2 });
  });

  it('compares the turnover with the income only', () => {
    const model = changed((data) => {
      delete data.factors[factorAt('turnover-out-of-proportion')].cases[0].when.timesAssets;
    });
    expect(points(model, organization, { companyAssetValue: 1 })).toEqual({});
    expect(explainModel(model)).toContain('is above 3 × the declared income |');
  });

  it('adds up the points of the worst related entity, rounds a percentage up, and limits the sum', () => {
    const model = changed((data) => {
      Object.assign(data.factors[factorAt('worst-related-entity')], {
        combine: 'sum',
        atMost: 15,
        related: { whole: [], othersPercent: 33 },
      });
    });
    const entity = { ...director, isInAdverseMedia: true };
    expect(points(model, organization, { listRelatedEntity: [entity] })).toEqual({ 'worst-related-entity': 4 });
    expect(
      points(model, organization, { listRelatedEntity: [entity, { ...entity, isPEP: true, country: 'AF' }] }),
    ).toEqual({ 'worst-related-entity': 5 });
  });

  it('changes which level waits for a person, the required answers and the review periods', () => {
    const model = changed((data) => {
      Object.assign(data.levels[0], { waitsForPerson: true, reviewMonths: 1 });
      data.required.INDIVIDUAL.push('/listIncomeSource');
    });
    expect(assess(person, {}, model)).toMatchObject({ level: 'LOW', needsDecision: true, nextReview: '2026-08-01' });
    expect(() => assess(person, { listIncomeSource: [] }, model)).toThrow('/listIncomeSource is missing');
  });
});
