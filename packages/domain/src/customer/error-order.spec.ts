import { describe, expect, test } from '@jest/globals';
import { inOrder, type Problem } from '../field-rules/rule.js';
import { customerExists, customerMissing, decide, numberUsed, type ReferenceData } from './decide.js';
import { examples } from './examples.js';
import { read } from './read.js';

const reference: ReferenceData = { knows: (_, code) => code !== 'NOWHERE', isLead: (category) => category === 'LEAD' };

function answerTo(body: object): string {
  const reading = read(body);
  if ('unreadable' in reading) return reading.unreadable.rule;
  const decision = decide(reading, reference, 'reject');
  return 'rejected' in decision ? `${decision.rejected[0].code} ${decision.rejected[0].pointer}` : 'accepted';
}

/** The answer, and the members that cause it. */
type Defect = readonly [answer: string, members: Readonly<Record<string, unknown>>];

/** Rows 1 to 15 of the contract's order, without those of the store: O001 (2) and C004 (5). */
const relationship: readonly Defect[] = [
  ['C001 /communicationNumber', { communicationNumber: undefined }],
  ['C002 /customerExtId', { customerExtId: 'a\tb' }],
  ['C005 /action', { action: 'DELETE' }],
  ['C006 /customerStatus', { customerStatus: undefined }],
  ['C007 /riskManagementCategory', { riskManagementCategory: 'NOWHERE' }],
  ['C008 /sourceOfRiskLevel', { sourceOfRiskLevel: undefined }],
  ['C008.I01 /riskLevel', { riskLevel: 'GREAT' }],
  ['C008.I02 /riskManagementCategory', { riskManagementCategory: 'LEAD' }],
  ['SCR01 /initializeScreeningProcesses/0', { initializeScreeningProcesses: ['NOWHERE'] }],
  ['C009 /businessUnit', { businessUnit: 'NOWHERE' }],
  ['C010 /entityType', { entityType: undefined }],
  ['C012 /applicationDate', { applicationDate: 'soon' }],
  ['C013a /closingDate', { closingDate: '2024-01-01' }],
];

/** Rows 16 and 17. */
const individual: readonly Defect[] = [
  ['C014. /title', { title: 'T' }],
  ['C014. /LEI', { lei: 'L' }],
  ['C016.I01 /firstName', { firstName: undefined }],
  ['LEN01 /lastName', { lastName: 'x'.repeat(4001) }],
  ['F002 /birthDate', { birthDate: 'soon' }],
  ['C016.I06 /birthCountry', { birthCountry: 'NOWHERE' }],
  ['C016.I06 /citizenshipCountry', { citizenshipCountry: 'NOWHERE' }],
  ['C016.I08 /secondCitizenshipCountry', { secondCitizenshipCountry: 'NOWHERE' }],
  ['C016.I08 /permanentResidenceCountry', { permanentResidenceCountry: 'NOWHERE' }],
  [
    'FOA02 /fieldOfActivity/pension/pensionCountry',
    { fieldOfActivity: { student: { higherSchoolCountry: 'NOWHERE' }, pension: { pensionCountry: 'NOWHERE' } } },
  ],
];

/** Rows 16 and 18. */
const organization: readonly Defect[] = [
  ['C015. /firstName', { firstName: 'F' }],
  ['C015. /fieldOfActivity', { fieldOfActivity: {} }],
  ['C017.O01 /title', { title: undefined }],
  ['REG /registrationCountry', { registrationCountry: 'NOWHERE' }],
  ['C017.O02 /legalForm', { legalForm: 'NOWHERE' }],
  ['F002 /numberOfAudits', { numberOfAudits: -1 }],
  ['F004 /LEI', { LEI: 'L', lei: 'M' }],
];

/** Rows 19 to 21, and the fields without a row, which come last. */
const questionnaire: readonly Defect[] = [
  ['Q015 /initialDepositCurrency', { initialDepositCurrency: 'NOWHERE' }],
  ['Q005.Co1 /listContact/0/contactType', { listContact: [{ contactDetails: 'x' }] }],
  ['Q004.ADR02 /listAddress/0/country', { listAddress: [{ addressDetails: 'x', country: 'NOWHERE' }] }],
  ['Q002.DOC01 /listBusinessEntityDocument/0/entityType', { listBusinessEntityDocument: [{}] }],
  ['Q003.AR01 /listAppealReason/0/appealReasonType', { listAppealReason: [{}] }],
  ['Q008.INS01 /listIntroductionSource/0/introductionSource', { listIntroductionSource: [{}] }],
  ['Q010.OS01 /listOrderedService/0/serviceType', { listOrderedService: [{}] }],
  ['Q006.DT01 /listDeclaredTurnover/0/turnoverType', { listDeclaredTurnover: [{}] }],
  ['Q007.IS01 /listIncomeSource/0/incomeSourceType', { listIncomeSource: [{}] }],
  ['Q011.PP01 /listPaymentPurpose/0/paymentPurposeType', { listPaymentPurpose: [{}] }],
  ['F004 /listSourceOfWealth', { listSourceOfWealth: [], sourcesOfWealth: [{}] }],
  ['Q014.RC01 /listPaymentCountry/0/country', { listPaymentCountry: [{}] }],
  ['LEN03 /listActivity', { listActivity: Array(1001).fill({}) }],
  ['F002 /listRegionOfActivity', { listRegionOfActivity: 'EU' }],
  ['Q009.CA01 /listCountryOfActivity/0/country', { listCountryOfActivity: [{}] }],
  ['Q017.COTP01 /listCountryOfTaxPayment/0/country', { listCountryOfTaxPayment: [{}] }],
  ['AV01 /listAdditionalValues/0/code', { listAdditionalValues: [{}] }],
  ['F002 /listRelatedEntity/0', { listRelatedEntity: [null] }],
];
const last: readonly Defect[] = [
  ['F002 /requester', { requester: 5 }],
  ['LEN02 /nationalCode', { nationalCode: '\0' }],
  ['F002 /approvalDate', { approvalDate: 'soon' }],
  ['F002 /isPEP', { isPEP: 'maybe' }],
  ['F002 /listPurpose', { listPurpose: 'GREY' }],
  ['LEN01 /incomeSourceDescription', { incomeSourceDescription: 'x'.repeat(4001) }],
];

const person = examples[0]?.body ?? {};
const company = { ...examples.at(-1)?.body, customerStatus: 'ACTIVE', closingDate: undefined };

describe.each([
  ['a person', person, individual],
  ['an organisation', company, organization],
])('two broken rules of %s', (_, base, ofType) => {
  const defects = [...relationship, ...ofType, ...questionnaire, ...last];

  test('are each answered alone', () => {
    expect(answerTo(base)).toBe('accepted');
    for (const [answer, members] of defects)
      expect([answer, answerTo({ ...base, ...members })]).toEqual([answer, answer]);
  });

  test.each(defects.slice(0, -1).map((defect, i) => [defect[0], defect, defects.slice(i + 1)] as const))(
    '%s is answered before all later ones',
    (_name, [answer, members], later) => {
      const together = later.filter(([, others]) => !Object.keys(others).some((name) => name in members));
      expect(together.map(([other, others]) => [other, answerTo({ ...base, ...others, ...members })])).toEqual(
        together.map(([other]) => [other, answer]),
      );
    },
  );

  test('an unknown field is answered after all fields', () => {
    const unknown = { shoeSize: 42 };
    expect(answerTo({ ...base, ...unknown })).toBe('F001 ');
    for (const [answer, members] of [...relationship, ...ofType, ...questionnaire, ...last])
      expect(answerTo({ ...base, ...unknown, ...members })).toBe(answer);
  });
});

describe('within a list', () => {
  const entity = { entityType: 'ORGANIZATION', relationType: 'OWNER', title: 'Quay' };

  test.each<[string, string, object]>([
    [
      'the index before the fields of the element',
      'Q005.Co2 /listContact/0/contactDetails',
      { listContact: [{ contactType: 'EMAIL' }, { contactDetails: 'x' }] },
    ],
    [
      'the fields in their order',
      'Q004.ADR02 /listAddress/0/addressType',
      { listAddress: [{ addressType: 'NOWHERE' }] },
    ],
    [
      'indices as numbers',
      'Q009.CA01 /listCountryOfActivity/2/country',
      { listCountryOfActivity: Array.from({ length: 12 }, (_, i) => (i === 2 || i === 10 ? {} : { country: 'LT' })) },
    ],
    [
      'the type of a related entity before its relation',
      'C017.C016.RE02 /listRelatedEntity/0/entityType',
      { listRelatedEntity: [{}] },
    ],
    [
      'the lists of a related entity in their order',
      'C017.C016.RE06.Co1 /listRelatedEntity/0/listContact/0/contactType',
      { listRelatedEntity: [{ ...entity, listAddress: [{}], listContact: [{}] }] },
    ],
    [
      'a related entity before the next',
      'C017.C016.AV01 /listRelatedEntity/0/listAdditionalValues/0/code',
      { listRelatedEntity: [{ ...entity, listAdditionalValues: [{}] }, {}] },
    ],
    [
      'the code of an additional value before its datatype and description',
      'AV03 /listAdditionalValues/0/datatype',
      { listAdditionalValues: [{ code: 'c' }] },
    ],
  ])('%s', (_, answer, members) => expect(answerTo({ ...company, ...members })).toBe(answer));
});

test('the problems of the store rank among the others: O001 after C001, C004 after C005', () => {
  const reading = read({
    ...person,
    communicationNumber: null,
    customerExtId: null,
    action: 'DELETE',
    customerStatus: null,
  });
  const problems: readonly Problem[] = 'unreadable' in reading ? [] : reading.problems;
  const codes = (...stored: readonly Problem[]) => inOrder([...problems, ...stored]).map(({ code }) => code);
  expect(codes(customerExists([]), numberUsed([]))).toEqual(['C001', 'O001', 'C002', 'C005', 'C004', 'C006']);
  expect(codes(customerMissing([]))).toEqual(['C001', 'C002', 'C005', 'C004', 'C006']);
});
