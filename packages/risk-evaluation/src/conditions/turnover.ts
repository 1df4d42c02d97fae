import { TURNOVER_RANGES } from '@aml-customer/domain';
import { integerOf, textOf } from '../answers/read-answer.js';
import { NotEvaluable } from '../answers/not-evaluable.js';
import { answersAt, type Answer, type Cause, type Subject } from '../answers/subject.js';
import { checked, integer, oneOf, optional, record, type TypeOf } from '../model/shape.js';
import type { Kind } from './kind.js';

type Range = (typeof TURNOVER_RANGES)[number];
const times = integer(1, 1_000_000);
const perYear = record(
  Object.fromEntries(TURNOVER_RANGES.map((range) => [range, times])) as Record<Range, typeof times>,
);
const turnoverShape = checked(
  record({ kind: oneOf(['turnover']), perYear, timesIncome: optional(times), timesAssets: optional(times) }),
  ({ timesIncome, timesAssets }, place) => {
    if (timesIncome === undefined && timesAssets === undefined) place.report('must have timesIncome or timesAssets');
  },
);
type Turnover = TypeOf<typeof turnoverShape>;

/** A total, and the values that it adds up. */
interface Sum {
  readonly total: bigint;
  readonly causes: readonly Cause[];
}

/** The declared yearly turnover exceeds a multiple of the declared income or of the assets, as far as declared. */
export const turnover: Kind<Turnover> = {
  shape: turnoverShape,
  compile:
    ({ perYear: factors, timesIncome, timesAssets }) =>
    (subject) => {
      const declared = turnoverOf(subject, factors);
      const exceeded = [
        ...(timesIncome === undefined ? [] : exceeding(declared, incomeOf(subject), timesIncome, 'declared income')),
        ...(timesAssets === undefined ? [] : exceeding(declared, assetsOf(subject), timesAssets, 'assets')),
      ];
      return declared && exceeded.length > 0 ? [...declared.causes, ...exceeded] : undefined;
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
function exceeding(declared: Sum | undefined, against: Sum | undefined, factor: number, noun: string): Cause[] {
  if (!declared || !against || declared.total <= against.total * BigInt(factor)) return [];
  const says = `turnover of a year ${display(declared.total)}, above ${factor} × ${noun} of ${display(against.total)}`;
  return against.causes.map((cause, index) => (index === 0 ? { ...cause, says } : cause));
}

const display = (total: bigint): string => (total < 10n ** 30n ? String(total) : 'more than 30 digits');

const turnoverOf = (subject: Subject, factors: Turnover['perYear']): Sum | undefined =>
  sum(
    answersAt(subject, ['listDeclaredTurnover', '*']).flatMap((element) => {
      const range = rangeOf(element);
      return amountOf(element).map((answer) => ({
        amount: integerOf(answer) * BigInt(factors[range]),
        cause: { ...(answer as Cause), says: `${range} × ${factors[range]}` },
      }));
    }),
  );

const incomeOf = (subject: Subject): Sum | undefined =>
  sum(answersAt(subject, ['listIncomeSource', '*']).flatMap(amountOf).map(plain));
const assetsOf = (subject: Subject): Sum | undefined => sum(answersAt(subject, ['companyAssetValue']).map(plain));
const plain = (answer: Answer) => ({ amount: integerOf(answer), cause: answer as Cause });

const sum = (parts: readonly { readonly amount: bigint; readonly cause: Cause }[]): Sum | undefined =>
  parts.length === 0
    ? undefined
    : { total: parts.reduce((total, { amount }) => total + amount, 0n), causes: parts.map(({ cause }) => cause) };

/** The upper bound of a range, else its lower bound. */
function amountOf(element: Answer): readonly Answer[] {
  const [upper] = within(element, 'to');
  return upper ? [upper] : within(element, 'from');
}

function rangeOf(element: Answer): Range {
  const [answer] = within(element, 'turnoverRange');
  const range = TURNOVER_RANGES.find((word) => answer && word === textOf(answer));
  if (!range)
    throw new NotEvaluable([
      { pointer: `${element.pointer}/turnoverRange`, sentence: `is not one of ${TURNOVER_RANGES.join(', ')}` },
    ]);
  return range;
}

const within = ({ pointer, value }: Answer, member: string): Answer[] =>
  answersAt({ answers: value as Subject['answers'], pointer }, [member]);
