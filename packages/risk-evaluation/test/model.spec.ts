import { describe, expect, it } from '@jest/globals';
import { defaultModel, loadModel } from '../src/index.js';
import { file, problemsOf, type File } from './model-file.js';

/** Members that models of an older format do not have. */
const OPTIONAL = ['format', 'withoutMeaning'];

const CASE = '/factors/0/cases/0';
const when = (condition: unknown) => (data: File) => (data.factors[0].cases[0].when = condition);
const isPEP = { kind: 'flag', fields: ['/isPEP'], is: true };
const deep = (levels: number): unknown => (levels === 0 ? isPEP : { kind: 'not', of: deep(levels - 1) });

/** A change to the file of the default model, and every problem that it causes, in order. */
const mistakes: readonly (readonly [string, (data: File) => void, ...(string | RegExp)[]])[] = [
  ['a missing member', (data) => delete data.version, '/version is missing'],
  [
    'a misspelt member',
    (data) => (data.groups[1].capp = 30),
    '/groups/1/capp is unknown; known members are id, title, cap',
  ],
  ['a null element', (data) => data.groups.push(null), '/groups/4 must be an object'],
  ['a member of the wrong type', (data) => (data.factors = {}), '/factors must be a list'],
  ['blank text', (data) => (data.title = ' '), '/title must be non-empty text on one line'],
  ['text on two lines', (data) => (data.note = 'a\nb'), '/note must be non-empty text on one line'],
  [
    'a malformed id',
    (data) => (data.id = 'My Model'),
    '/id must be an id of lower-case letters, digits and hyphens, not "My Model"',
  ],
  ['a negative cap', (data) => (data.groups[0].cap = -5), '/groups/0/cap must be an integer from 0 to 100, not -5'],
  [
    'points with a fraction',
    (data) => (data.factors[0].cases[0].points = 7.5),
    `${CASE}/points must be an integer from -100 to 100, not 7.5`,
  ],
  [
    'points of 0',
    (data) => (data.factors[0].cases[0].points = 0),
    `${CASE}/points must not be 0; leave out a case that adds no points`,
  ],
  [
    'an unknown group',
    (data) => (data.factors[2].group = 'geo'),
    '/factors/2/group must be a group that the model declares under groups, not "geo"',
  ],
  ['a duplicate group', (data) => data.groups.push(data.groups[0]), '/groups/4 has the same id as /groups/0'],
  [
    'two factors with one id',
    (data) => (data.factors[4].id = data.factors[1].id),
    '/factors/4 has the same id as /factors/1',
  ],
  [
    'two floors with one id',
    (data) => (data.floors[4].id = data.floors[1].id),
    '/floors/4 has the same id as /floors/1',
  ],
  [
    'two cases with the same text',
    (data) => (data.factors[0].cases[1].says = data.factors[0].cases[0].says),
    '/factors/0/cases/1 has the same says as /factors/0/cases/0',
  ],
  ['a factor without cases', (data) => (data.factors[0].cases = []), '/factors/0/cases must have at least 1 element'],
  [
    'an unknown combination',
    (data) => (data.factors[0].combine = 'average'),
    '/factors/0/combine must be one of highest, sum, not "average"',
  ],

  [
    'thresholds that do not ascend',
    (data) => (data.levels[2].from = 25),
    '/levels/2/from must be above 25, the start of the previous level',
  ],
  ['a first threshold above 0', (data) => (data.levels[0].from = 1), '/levels/0/from must be 0'],
  [
    'a missing level',
    (data) => data.levels.pop(),
    '/levels must be LOW, MEDIUM, HIGH, EXTREME, in this order, not LOW, MEDIUM, HIGH',
  ],
  [
    'a level that is never computed',
    (data) => (data.levels[0].level = 'NONE'),
    '/levels/0/level must be one of LOW, MEDIUM, HIGH, EXTREME, not "NONE"',
  ],
  [
    'caps that make HIGH unreachable',
    (data) => data.groups.forEach((group: File) => (group.cap = 12)),
    '/groups must have caps that add up to at least 50, where HIGH starts, not 48',
  ],

  ['a list without its date', (data) => delete data.lists[3].date, '/lists/3/date is missing'],
  ['a list without its validity', (data) => delete data.lists[3].validUntil, '/lists/3/validUntil is missing'],
  ['a list without its source', (data) => delete data.lists[3].source, '/lists/3/source is missing'],
  [
    'a date that does not exist',
    (data) => (data.lists[0].date = '2026-02-29'),
    '/lists/0/date must be an existing date as yyyy-MM-dd, not "2026-02-29"',
  ],
  [
    'a list that expires before its date',
    (data) => (data.lists[0].validUntil = '2026-06-18'),
    '/lists/0/validUntil is before the date of the list, 2026-06-19',
  ],
  [
    'a country in three letters',
    (data) => (data.lists[0].countries[1] = 'IRN'),
    '/lists/0/countries/1 must be a country code of two capital letters (ISO 3166-1 alpha-2), not "IRN"',
  ],
  [
    'a country in small letters',
    (data) => (data.lists[0].countries[0] = 'kp'),
    '/lists/0/countries/0 must be a country code of two capital letters (ISO 3166-1 alpha-2), not "kp"',
  ],
  [
    'a duplicate country',
    (data) => (data.lists[0].countries = ['KP', 'IR', 'KP']),
    '/lists/0/countries/2 has the same value as /lists/0/countries/0',
  ],
  ['an empty list', (data) => (data.lists[1].countries = []), '/lists/1/countries must have at least 1 element'],

  [
    'a mapping to an unknown meaning',
    (data) => (data.mapping[0].means = ['trusts']),
    '/mapping/0/means/0 must be a meaning that the model declares under meanings, not "trusts"',
  ],
  [
    'a mapping to a meaning of another classifier',
    (data) => (data.mapping[0].means = ['owner']),
    '/mapping/0/means/0 is a meaning of relationType codes, not of legalForm codes',
  ],
  [
    'a mapping of an unknown classifier',
    (data) => (data.mapping[0].classifier = 'legalform'),
    /^\/mapping\/0\/classifier must be one of relationType, .*, not "legalform"$/,
  ],
  [
    'a duplicate mapping of a code',
    (data) => (data.mapping[1].code = 'TRUST'),
    '/mapping/1 has the same classifier and code as /mapping/0',
  ],
  [
    'a country code that stands for no country',
    (data) => (data.countryCodes = [{ code: 'IRN', is: 'Iran' }]),
    '/countryCodes/0/is must be a country code of two capital letters (ISO 3166-1 alpha-2), not "Iran"',
  ],

  [
    'an unknown kind of condition',
    when({ kind: 'script', code: 'exit()' }),
    /^\/factors\/0\/cases\/0\/when must be a condition of a known kind \(flag, .*\), not "script"$/,
  ],
  [
    'a kind named like a member of every object',
    when({ kind: 'constructor' }),
    /must be a condition of a known kind .*, not "constructor"$/,
  ],
  [
    'a field that the questionnaire does not have',
    when({ kind: 'flag', fields: ['/isPep'], is: true }),
    `${CASE}/when/fields/0 must be a field of a customer, such as /isPEP, not "/isPep"`,
  ],
  [
    'a field of the message',
    when({ kind: 'unanswered', fields: ['/communicationNumber'] }),
    `${CASE}/when/fields/0 must be a field of a customer, such as /isPEP, not "/communicationNumber"`,
  ],
  [
    'a field of another type',
    when({ kind: 'flag', fields: ['/birthDate'], is: true }),
    `${CASE}/when/fields/0 must be a field that holds a flag; /birthDate holds a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset`,
  ],
  [
    'a field that does not hold a country',
    when({ kind: 'country', fields: ['/legalForm'], lists: ['eu-tax'] }),
    `${CASE}/when/fields/0 must be a field that holds a country; /legalForm does not`,
  ],
  [
    'an unknown list',
    when({ kind: 'country', fields: ['/birthCountry'], lists: ['fatf'] }),
    `${CASE}/when/lists/0 must be a country list that the model declares under lists, not "fatf"`,
  ],
  [
    'a meaning of another classifier than that of the field',
    when({ kind: 'meaning', fields: ['/legalForm'], means: ['crypto'] }),
    `${CASE}/when/fields/0 holds legalForm codes, but the meaning crypto is for serviceType codes`,
  ],
  [
    'a word that the field does not allow',
    when({ kind: 'word', field: '/listPurpose', is: ['GREY'] }),
    `${CASE}/when/is/0 must be one of BLACK, WHITE`,
  ],
  [
    'an amount without bounds',
    when({ kind: 'amount', field: '/companyAssetValue' }),
    `${CASE}/when must have atLeast or atMost`,
  ],
  [
    'a turnover without a comparison',
    when({ kind: 'turnover', perYear: { SINGLE: 1, DAILY: 365, MONTHLY: 12, ANNUAL: 1 } }),
    `${CASE}/when must have timesIncome or timesAssets`,
  ],
  [
    'a turnover range without its factor',
    when({ kind: 'turnover', perYear: { SINGLE: 1, DAILY: 365, MONTHLY: 12 }, timesIncome: 3 }),
    `${CASE}/when/perYear/ANNUAL is missing`,
  ],
  [
    'a customer field in a related condition',
    when({ kind: 'related', is: { kind: 'flag', fields: ['/isFamilyPEP'], is: true } }),
    `${CASE}/when/is/fields/0 must be a field of a related entity, such as /isPEP, not "/isFamilyPEP"`,
  ],
  [
    'a relation of another classifier',
    when({ kind: 'related', as: ['crypto'], is: isPEP }),
    `${CASE}/when/as/0 must be a meaning of relationType codes; crypto is not`,
  ],
  [
    'nested related conditions',
    when({ kind: 'related', is: { kind: 'related', is: isPEP } }),
    `${CASE}/when/is must not be nested in another related condition: a related entity has no related entities`,
  ],
  [
    'conditions that are nested too deeply',
    when(deep(6)),
    `${CASE}/when/of/of/of/of/of/of is nested in more than 5 other conditions`,
  ],
  [
    'a required field that does not exist',
    (data) => data.required.INDIVIDUAL.push('/applicationDay'),
    '/required/INDIVIDUAL/1 must be a field of a customer, such as /isPEP, not "/applicationDay"',
  ],
  [
    'a floor at LOW',
    (data) => (data.floors[0].level = 'LOW'),
    '/floors/0/level must be one of MEDIUM, HIGH, EXTREME, not "LOW"',
  ],
  ['another format', (data) => (data.format = 3), '/format must be an integer from 2 to 2, not 3'],
  ['a floor without its kind', (data) => delete data.floors[3].kind, '/floors/3/kind is missing'],
  [
    'a floor of an unknown kind',
    (data) => (data.floors[0].kind = 'guidance'),
    '/floors/0/kind must be one of law, policy, not "guidance"',
  ],
  ['no codes without meaning', (data) => delete data.withoutMeaning, '/withoutMeaning is missing'],
  [
    'a code with and without meaning',
    (data) => data.withoutMeaning[0].codes.push('TRUST'),
    '/withoutMeaning/0/codes/5 has a meaning under mapping',
  ],
  [
    'a classifier twice without meaning',
    (data) => data.withoutMeaning.push({ classifier: 'legalForm', codes: ['SOCIETY'] }),
    '/withoutMeaning/4 has the same classifier as /withoutMeaning/0',
  ],
  [
    'members that need format 2',
    (data) => {
      delete data.format;
      data.floors.splice(1);
    },
    '/floors/0/kind needs format 2',
    '/withoutMeaning needs format 2',
  ],
  [
    'a share for a meaning that is not a role',
    (data) => (data.meanings[0].shareFrom = 25),
    '/meanings/0/shareFrom is for meanings of relationType codes only',
  ],
  [
    'a share of nothing',
    (data) => (data.meanings[6].shareFrom = 0),
    '/meanings/6/shareFrom must be an integer from 1 to 100, not 0',
  ],
  [
    'a country of any field within a related condition',
    when({ kind: 'related', is: { kind: 'country-anywhere', lists: ['eu-tax'] } }),
    `${CASE}/when/is must not be in a related condition: it looks at the fields of related entities already`,
  ],
  [
    'several mistakes',
    (data) => {
      data.groups[0].cap = 101;
      data.floors[0].personDecides = 'yes';
      data['a/b~c'] = 1;
    },
    /^\/a~1b~0c is unknown; .*$/,
    '/groups/0/cap must be an integer from 0 to 100, not 101',
    '/floors/0/personDecides must be true or false',
  ],
];

describe('loading a model file', () => {
  it('accepts the default model', () => {
    expect(problemsOf(file())).toEqual([]);
  });

  it.each(mistakes)('reports %s', (_, mistake, ...expected) => {
    const data = file();
    mistake(data);
    const exactly = expected.map((text): unknown => (typeof text === 'string' ? text : expect.stringMatching(text)));
    expect(problemsOf(data)).toEqual(exactly);
  });

  it.each([[null], [undefined], [[]], ['{}'], [7]])('rejects %p', (value) => {
    expect(problemsOf(value)).toEqual([' must be an object']);
  });

  it('reports every member that an empty object lacks', () => {
    expect(problemsOf({})).toHaveLength(Object.keys(defaultModel.data).length - OPTIONAL.length);
  });

  it('accepts numbers at their bounds', () => {
    const data = file();
    [data.groups[0].cap, data.groups[1].cap, data.factors[0].cases[0].points, data.levels[3].from] = [
      100, 0, -100, 100,
    ];
    data.lists[0].validUntil = data.lists[0].date;
    expect(problemsOf(data)).toEqual([]);
    data.groups.forEach((group: File, index: number) => {
      group.cap = [50, 0, 0, 0][index];
    });
    expect(problemsOf(data)).toEqual([]);
  });

  it('gives the same hash for the same content in another order, and another hash for other content', () => {
    const data = file();
    const reordered = loadModel(Object.fromEntries(Object.entries(data).reverse()));
    data.groups[0].cap = 36;
    const other = loadModel(data);
    expect(reordered).toMatchObject({ model: { hash: defaultModel.hash } });
    expect(other).toMatchObject({ model: { hash: expect.not.stringMatching(defaultModel.hash) } });
    expect(defaultModel.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not affected by later changes to the file object', () => {
    const data = file();
    const loaded = loadModel(data);
    data.groups[0].cap = 99;
    expect(loaded).toMatchObject({ model: { data: { groups: [{ cap: 35 }, {}, {}, {}] } } });
  });
});
