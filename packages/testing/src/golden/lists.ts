import { ABSENT } from '../change.js';
import type { GoldenCase } from './golden-case.js';
import { additionalValuesAt } from './additional-values.js';
import { breaks, casesAt, customers, inside, type Place } from './kit.js';
import { RECORDS } from './records.js';

/** The lists of a customer: the code of each, and how its frame names an element, here the one at index 1. */
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

const listsOf = (customer: Place): GoldenCase[] =>
  LISTS.flatMap(([record, code, frame = `Problem with ${record} (index: 1 ). `]) =>
    casesAt(inside(customer, `list${record}/1`, code, frame), RECORDS[record]),
  );

/** A policy of its element: neither end of the range. */
const noRange = ({ given }: Place): GoldenCase =>
  breaks(
    'Q006.DT03',
    'Problem with DeclaredTurnover (index: 1 ). From or To is mandatory',
    given,
    { '/listDeclaredTurnover/1/from': ABSENT, '/listDeclaredTurnover/1/to': ABSENT },
    { check: 'fromOrTo' },
  );

/** What the lists of a customer break, whatever its type. */
export const lists: readonly GoldenCase[] = customers.flatMap((customer) => [
  ...listsOf(customer),
  noRange(customer),
  ...additionalValuesAt(customer),
]);
