/**
 * The default model as GoRules JDM, as fairly as it can be put: a decision table of hit policy `first` per factor, the
 * heaviest case on top, one of hit policy `collect` for the floors, and expression nodes for the lists and the totals.
 * Its input is typed, with codes already mapped to meanings: reading values as sent, which the evaluator does itself,
 * is left out of its time.
 */
const some = (list, of, on) => `some(${list} ?? [], ${of} in lists.${on})`;
const among = (fields, on) => `some([${fields.join(', ')}], # in lists.${on})`;
const scale = (test, ...steps) => steps.map(([points, list]) => [points, test(list)]);
const HOME = ['permanentResidenceCountry', 'registrationCountry'];
const CITIZEN = ['citizenshipCountry', 'secondCitizenshipCountry'];
const isTrue = (flag) => `${flag} == true`;

const TURNOVER =
  "sum(map(listDeclaredTurnover ?? [], (#.to ?? #.from ?? 0) * (#.turnoverRange == 'DAILY' ? 365 : #.turnoverRange == 'MONTHLY' ? 12 : 1)))";
const INCOMES = 'filter(listIncomeSource ?? [], (#.to ?? #.from) != null)';
const ENTITY_COUNTRIES = (on) =>
  `some([#.country, #.registrationCountry, #.countryOfBusinessOperations], # in lists.${on}) or some(#.listCountryOfActivity ?? [], #.country in lists.${on})`;
const WORTH = `#.isPEP == true ? 20 : #.isInAdverseMedia == true ? 12 : (${ENTITY_COUNTRIES('euHighRisk')}) ? 10 : (${ENTITY_COUNTRIES('grey')}) ? 6 : 0`;
const MISSING = (person, organization) =>
  `2 * (entityType == 'INDIVIDUAL' ? ${person.map((test) => `(${test} ? 1 : 0)`).join(' + ')} : ${organization.map((test) => `(${test} ? 1 : 0)`).join(' + ')})`;

/** Group and cases of each factor: points, or an expression of points, and the test. */
export const FACTORS = {
  homeCountry: ['geography', ...scale((on) => among(HOME, on), [20, 'euHighRisk'], [15, 'grey'], [8, 'tax'])],
  citizenship: ['geography', ...scale((on) => among(CITIZEN, on), [8, 'euHighRisk'], [6, 'grey'])],
  birthCountry: ['geography', ...scale((on) => among(['birthCountry'], on), [3, 'euHighRisk'], [2, 'grey'])],
  activityCountry: [
    'geography',
    ...scale((on) => some('listCountryOfActivity', '#.country', on), [15, 'euHighRisk'], [10, 'grey'], [5, 'tax']),
  ],
  paymentCountry: [
    'geography',
    ...scale((on) => some('listPaymentCountry', '#.country', on), [12, 'euHighRisk'], [8, 'grey'], [4, 'tax']),
  ],
  taxCountry: [
    'geography',
    [6, some('listCountryOfTaxPayment', '#.country', 'tax')],
    [
      3,
      `(permanentResidenceCountry ?? registrationCountry) != null and some(listCountryOfTaxPayment ?? [], #.country != permanentResidenceCountry and #.country != registrationCountry)`,
    ],
  ],
  notLegalResident: ['geography', [5, 'isLegalResident == false']],
  politicalExposure: ['customer', [25, isTrue('isPEP')], [20, isTrue('isFamilyPEP')]],
  adverseMedia: ['customer', [20, isTrue('isInAdverseMedia')]],
  litigationAndFines: ['customer', [8, isTrue('isFined')], [6, isTrue('isLitigated')]],
  cash: ['product', [12, isTrue('doesCashDominate')]],
  noSources: ['customer', [6, 'len(listIncomeSource ?? []) == 0 and len(listSourceOfWealth ?? []) == 0']],
  turnover: [
    'customer',
    [
      8,
      `(len(${INCOMES}) > 0 and ${TURNOVER} > 3 * sum(map(${INCOMES}, #.to ?? #.from))) or (companyAssetValue != null and ${TURNOVER} > companyAssetValue)`,
    ],
  ],
  opaqueLegalForm: [
    'structure',
    [15, "legalForm in ['nominee', 'bearer-shares']"],
    [10, "legalForm in ['trust', 'foundation']"],
  ],
  multiLayerStructure: ['structure', [10, isTrue('hasMultiLayerStructure')]],
  noMajorShareholder: ['structure', [6, `${isTrue('noMajorShareHolders')} and not(${isTrue('isListed')})`]],
  youngOrganisation: [
    'structure',
    ...[
      [8, 12],
      [4, 36],
    ].map(([points, months]) => [
      points,
      `establishmentDate != null and d(applicationDate).diff(d(establishmentDate), 'month') < ${months}`,
    ]),
  ],
  assetsWithoutEmployees: [
    'structure',
    [
      8,
      'companyAssetValue != null and numberOfEmployees != null and companyAssetValue >= 5000000 and numberOfEmployees <= 1',
    ],
  ],
  riskyServices: [
    'product',
    [12, "some(listOrderedService ?? [], #.serviceType in ['crypto', 'private-banking', 'correspondent-banking'])"],
  ],
  distance: [
    'product',
    [
      5,
      "some(listIntroductionSource ?? [], #.introductionSource in ['remote-onboarding', 'intermediary']) or thirdPartyServicesUsed == true",
    ],
  ],
  worstRelatedEntity: [
    'structure',
    [
      `max(map(listRelatedEntity, ceil((${WORTH}) * (#.relationType in ['owner', 'director', 'beneficial-owner'] ? 1 : 0.5))))`,
      'len(listRelatedEntity ?? []) > 0',
    ],
  ],
  mitigants: [
    'structure',
    [
      `(${isTrue('isListed')} ? -6 : 0) + (${isTrue('isRegulated')} ? -5 : 0) + (${isTrue('isAudited')} ? -3 : 0)`,
      'true',
    ],
  ],
  missingKeyAnswers: [
    'customer',
    [
      MISSING(
        [
          'birthDate == null',
          'permanentResidenceCountry == null',
          'fieldOfActivity == null',
          'len(listIncomeSource ?? []) == 0',
        ],
        [
          'establishmentDate == null',
          'legalForm == null',
          'len(listActivity ?? []) == 0',
          'len(listRelatedEntity ?? []) == 0',
        ],
      ),
      'true',
    ],
  ],
};

const RELATED = (relations, test) =>
  `some(listRelatedEntity ?? [], #.relationType in [${relations.map((name) => `'${name}'`).join(', ')}] and ${test})`;
const COUNTERMEASURES = "['KP', 'IR']";
/** Level by its rank, and whether a person decides. Myanmar is looked for in fewer places than the model does. */
export const FLOORS = [
  [3, true, isTrue('isSanctioned')],
  [3, true, RELATED(['owner', 'director', 'beneficial-owner', 'shareholder'], '#.isSanctioned == true')],
  [3, true, "listPurpose == 'BLACK'"],
  [
    3,
    false,
    `some([${HOME.join(', ')}], # in ${COUNTERMEASURES}) or some(listCountryOfActivity ?? [], #.country in ${COUNTERMEASURES}) or some(listPaymentCountry ?? [], #.country in ${COUNTERMEASURES})`,
  ],
  [2, false, `some([${CITIZEN.join(', ')}], # in ${COUNTERMEASURES})`],
  [
    2,
    false,
    `some([${[...HOME, ...CITIZEN, 'birthCountry'].join(', ')}], # == 'MM') or some(listCountryOfActivity ?? [], #.country == 'MM') or some(listPaymentCountry ?? [], #.country == 'MM')`,
  ],
  [2, false, isTrue('isPEP')],
  [2, false, isTrue('isFamilyPEP')],
  [2, false, RELATED(['beneficial-owner'], '#.isPEP == true')],
  [2, false, among(HOME, 'euHighRisk')],
  [2, false, 'isLicenseRequired == true and licenseDescription == null'],
  [2, false, isTrue('isInInternalList')],
  [1, true, isTrue('isInAdverseMedia')],
];

const column = (id, field) => ({ id, name: field, field });
const table = (id, hitPolicy, columns, rules, outputPath) => ({
  id,
  name: id,
  type: 'decisionTableNode',
  content: {
    hitPolicy,
    inputs: [{ id: 'when', name: 'when' }],
    outputs: columns.map((field) => column(field, field)),
    rules: rules.map((rule, index) => ({ _id: `${id}-${index}`, ...rule })),
    passThrough: false,
    inputField: null,
    outputPath: outputPath ?? null,
    executionMode: 'single',
  },
});
const expressions = (id, passThrough, values) => ({
  id,
  name: id,
  type: 'expressionNode',
  content: {
    expressions: Object.entries(values).map(([key, value]) => ({ id: key, key, value })),
    passThrough,
    inputField: null,
    outputPath: null,
    executionMode: 'single',
  },
});

const CAPS = { customer: 35, geography: 30, structure: 25, product: 20 };
const groupOf = (group) =>
  Object.entries(FACTORS)
    .filter(([, [own]]) => own === group)
    .map(([factor]) => `(points.${factor} ?? 0)`)
    .join(' + ');

/** The whole graph. */
export function jdm(lists) {
  const tables = Object.entries(FACTORS).map(([factor, [, ...cases]]) =>
    table(
      factor,
      'first',
      [`points.${factor}`],
      cases.map(([points, when]) => ({ when, [`points.${factor}`]: String(points) })),
    ),
  );
  const nodes = [
    { id: 'input', name: 'input', type: 'inputNode', content: {} },
    expressions(
      'lists',
      true,
      Object.fromEntries(
        Object.entries(lists).map(([name, countries]) => [`lists.${name}`, JSON.stringify(countries)]),
      ),
    ),
    ...tables,
    table(
      'floors',
      'collect',
      ['level', 'personDecides'],
      FLOORS.map(([level, person, when]) => ({ when, level: String(level), personDecides: String(person) })),
      'floors',
    ),
    expressions(
      'groups',
      true,
      Object.fromEntries(
        Object.entries(CAPS).map(([group, cap]) => [`groups.${group}`, `min([${groupOf(group)}, ${cap}])`]),
      ),
    ),
    expressions('score', true, {
      score: 'max([0, min([100, groups.customer + groups.geography + groups.structure + groups.product])])',
    }),
    expressions('level', true, {
      floor: 'len(floors ?? []) > 0 ? max(map(floors, #.level)) : 0',
      level: 'max([score >= 80 ? 3 : score >= 50 ? 2 : score >= 25 ? 1 : 0, $.floor])',
    }),
    { id: 'output', name: 'output', type: 'outputNode', content: {} },
  ];
  const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, sourceId, targetId, type: 'edge' });
  const middle = [...tables.map(({ id }) => id), 'floors'];
  return {
    nodes,
    edges: [
      edge('input', 'lists'),
      ...middle.flatMap((id) => [edge('lists', id), edge(id, 'groups')]),
      edge('groups', 'score'),
      edge('score', 'level'),
      edge('level', 'output'),
    ],
  };
}
