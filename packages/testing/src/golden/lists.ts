import { ABSENT } from '../change.js';
import type { GoldenCase } from './golden-case.js';
import { additionalValuesAt } from './additional-values.js';
import { rejection, casesAt, customers, memberOf, type Target } from './rejection.js';
import { RECORDS } from './records.js';

/** The lists of a customer: the record type, the code of the frame, and its sentence if that is irregular. */
const LISTS: readonly (readonly [record: keyof typeof RECORDS, code: string, frame?: string])[] = [
  ['Contact', 'Q005'],
  ['Address', 'Q004'],
  ['BusinessEntityDocument', 'Q002', 'Problem with Customer BusinessEntityDocument index = 1 . '],
  ['AppealReason', 'Q003'],
  ['IntroductionSource', 'Q008'],
  ['OrderedService', 'Q010'],
  ['DeclaredTurnover', 'Q006'],
  ['IncomeSource', 'Q007'],
  ['PaymentPurpose', 'Q011'],
  ['SourceOfWealth', 'Q013'],
  ['PaymentCountry', 'Q014'],
  ['Activity', 'Q001'],
  ['RegionOfActivity', 'Q012'],
  ['CountryOfActivity', 'Q009'],
  ['CountryOfTaxPayment', 'Q017', 'CountryOfTaxPayment (index: 1 ). '],
];

const listsOf = (customer: Target): GoldenCase[] =>
  LISTS.flatMap(([record, code, frame = `Problem with ${record} (index: 1 ). `]) =>
    casesAt(memberOf(customer, `list${record}/1`, code, frame), RECORDS[record]),
  );

/** A turnover with neither limit. */
const withoutLimits = ({ base }: Target): GoldenCase =>
  rejection(
    'Q006.DT03',
    'Problem with DeclaredTurnover (index: 1 ). From or To is mandatory',
    base,
    { '/listDeclaredTurnover/1/from': ABSENT, '/listDeclaredTurnover/1/to': ABSENT },
    { check: 'fromOrTo' },
  );

/** The cases of the lists of both types of customer. */
export const lists: readonly GoldenCase[] = customers.flatMap((customer) => [
  ...listsOf(customer),
  withoutLimits(customer),
  ...additionalValuesAt(customer),
]);
