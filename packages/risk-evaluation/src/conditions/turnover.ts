import { isAbsent, TURNOVER_RANGES } from '@aml-customer/domain';
import { appended } from '../answers/appended.js';
import { fieldAt } from '../answers/field.js';
import { plus, times, type Integer } from '../answers/decimal.js';
import { NotEvaluable } from '../answers/not-evaluable.js';
import { integerOf, textOf } from '../answers/read-answer.js';
import { Answer, membersOf, type Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import { checked, integer, oneOf, optional, record, type TypeOf } from '../model/shape.js';
import type { Kind } from './kind.js';

type Range = (typeof TURNOVER_RANGES)[number];
const factor = integer(1, 1_000_000);
const perYear = record(
  Object.fromEntries(TURNOVER_RANGES.map((range) => [range, factor])) as Record<Range, typeof factor>,
);
const turnoverShape = checked(
  record({ kind: oneOf(['turnover']), perYear, timesIncome: optional(factor), timesAssets: optional(factor) }),
  ({ timesIncome, timesAssets }, place) => {
    if (timesIncome === undefined && timesAssets === undefined) place.report('must have timesIncome or timesAssets');
  },
);
type Turnover = TypeOf<typeof turnoverShape>;

/** A total, and the amounts that it adds up. */
interface Sum {
  readonly total: Integer;
  readonly amounts: readonly Answer[];
}

/** A declared turnover, and what it comes to in a year. */
interface DeclaredTurnover {
  readonly amount: Answer;
  readonly range: Range;
  readonly perYear: Integer;
}

/** The declared yearly turnover exceeds a multiple of the declared income or of the assets, as far as declared. */
export const turnover: Kind<Turnover> = {
  shape: turnoverShape,
  compile({ perYear: factors, timesIncome, timesAssets }) {
    return (subject) => {
      const declared = turnoversOf(subject, factors);
      const income = timesIncome === undefined ? undefined : sum(amountsIn(INCOMES.answers(subject)));
      const assets = timesAssets === undefined ? undefined : sum(ASSETS.answers(subject));
      if (declared.length === 0) return undefined;
      const turnoverTotal = declared.reduce((total, { perYear }) => plus(total, perYear), 0 as Integer);
      const exceeded = [
        ...exceeding(turnoverTotal, income, timesIncome, 'declared income'),
        ...exceeding(turnoverTotal, assets, timesAssets, 'assets'),
      ];
      const causes = () => declared.map(({ amount, range }) => amount.cause(`${range} × ${factors[range]}`));
      return exceeded.length > 0 ? [...causes(), ...exceeded] : undefined;
    };
  },
  describe: ({ perYear: factors, timesIncome, timesAssets }) => {
    const year = Object.entries(factors)
      .map(([range, count]) => `${range} × ${count}`)
      .join(', ');
    const bounds = [
      timesIncome !== undefined && `${timesIncome} × the declared income`,
      timesAssets !== undefined && `${timesAssets} × \`companyAssetValue\``,
    ];
    return `the declared turnover per year (${year}) is above ${bounds.filter(Boolean).join(', or above ')}`;
  },
};

/** Returns the compared values if the turnover exceeds them; the first one carries the comparison as text. */
function exceeding(turnover: Integer, against: Sum | undefined, factor = 0, noun: string): readonly FoundCause[] {
  if (!against || turnover <= times(against.total, factor)) return [];
  const says = `turnover of a year ${display(turnover)}, above ${factor} × ${noun} of ${display(against.total)}`;
  return against.amounts.map((amount, index) => amount.cause(index === 0 ? says : undefined));
}

const LONG = 10n ** 30n;
const display = (total: Integer): string =>
  typeof total === 'number' || total < LONG ? String(total) : 'more than 30 digits';

const [TURNOVERS, INCOMES, ASSETS] = [
  fieldAt('/listDeclaredTurnover/*'),
  fieldAt('/listIncomeSource/*'),
  fieldAt('/companyAssetValue'),
];

/** The declared turnovers; one without an amount is left out. */
function turnoversOf(subject: Subject, factors: Turnover['perYear']): readonly DeclaredTurnover[] {
  let declared: DeclaredTurnover[] | undefined;
  for (const element of TURNOVERS.answers(subject)) {
    const range = rangeOf(element);
    const amount = amountOf(element);
    if (amount) declared = appended(declared, { amount, range, perYear: times(integerOf(amount), factors[range]) });
  }
  return declared ?? [];
}

const sum = (amounts: readonly Answer[]): Sum | undefined =>
  amounts.length === 0
    ? undefined
    : { total: amounts.reduce((total, amount) => plus(total, integerOf(amount)), 0 as Integer), amounts };

/** The upper bounds of ranges, else their lower bounds. */
function amountsIn(elements: readonly Answer[]): readonly Answer[] {
  let amounts: Answer[] | undefined;
  for (const element of elements) {
    const amount = amountOf(element);
    if (amount) amounts = appended(amounts, amount);
  }
  return amounts ?? [];
}

const amountOf = (element: Answer): Answer | undefined => within(element, 'to') ?? within(element, 'from');

function rangeOf(element: Answer): Range {
  const answer = within(element, 'turnoverRange');
  const range = answer && TURNOVER_RANGES.find((word) => word === textOf(answer));
  if (!range)
    throw new NotEvaluable([
      { pointer: `${element.pointer}/turnoverRange`, sentence: `is not one of ${TURNOVER_RANGES.join(', ')}` },
    ]);
  return range;
}

function within(element: Answer, member: string): Answer | undefined {
  const value = membersOf(element.value, element)[member];
  return isAbsent(value) ? undefined : new Answer(value, element, `/${member}`);
}
