import type { EntityType } from '@aml-customer/domain';
import { relatedEntitiesOf } from '../answers/related.js';
import { routeTo, type Cause, type Route, type Subject } from '../answers/subject.js';
import { wordingByCode } from '../conditions/codes.js';
import type { Context } from '../conditions/condition.js';
import type { Holds } from '../conditions/kind.js';
import { contextOf } from '../model/context.js';
import type { CaseData, FactorData, FloorData, ModelData } from '../model/table.js';

/** The points of a factor for a subject, and their reasons; 0 points if no case holds. */
export interface FactorResult {
  readonly points: number;
  readonly because: readonly string[];
  readonly values: readonly Cause[];
}
type EvaluateFactor = (subject: Subject) => FactorResult;

/** A model as functions, without disabled factors and floors. */
export interface Compiled {
  readonly factors: readonly { readonly factor: FactorData; readonly evaluate: EvaluateFactor }[];
  readonly floors: readonly { readonly floor: FloorData; readonly holds: Holds }[];
  readonly required: Readonly<Record<EntityType, readonly { readonly field: string; readonly route: Route }[]>>;
}

const NOTHING: FactorResult = { points: 0, because: [], values: [] };

/** Compiles a valid model to functions that evaluate profiles. */
export function compiled(data: ModelData): Compiled {
  const context = contextOf(data);
  const routes = (fields: readonly string[]) => fields.map((field) => ({ field, route: routeTo(field) }));
  return {
    factors: data.factors.filter(isEnabled).map((factor) => ({ factor, evaluate: factorFunction(factor, context) })),
    floors: data.floors.filter(isEnabled).map((floor) => ({ floor, holds: context.compile(floor.when) })),
    required: { INDIVIDUAL: routes(data.required.INDIVIDUAL), ORGANIZATION: routes(data.required.ORGANIZATION) },
  };
}

const isEnabled = ({ enabled = true }: { readonly enabled?: boolean }): boolean => enabled;

function factorFunction(factor: FactorData, context: Context): EvaluateFactor {
  const cases = factor.cases.map((data) => caseFunction(data, context));
  const combined: EvaluateFactor = (subject) =>
    limited(
      combine(
        factor,
        cases.flatMap((evaluateCase) => evaluateCase(subject) ?? []),
      ),
      factor.atMost,
    );
  return factor.related ? worstRelated(factor.related, combined, context) : combined;
}

const caseFunction = (
  { points, says, for: entityType, when }: CaseData,
  { compile }: Context,
): ((subject: Subject) => FactorResult | undefined) => {
  const holds = compile(when);
  return (subject) => {
    const applies = entityType === undefined || subject.answers['entityType'] === entityType;
    const values = applies ? holds(subject) : undefined;
    return values && { points, because: [says], values };
  };
};

/** Adds up the results of the cases that hold, or takes those with the most points. */
function combine({ combine: how }: FactorData, results: readonly FactorResult[]): FactorResult {
  const most = Math.max(...results.map(({ points }) => points));
  const counted = how === 'sum' ? results : results.filter(({ points }) => points === most);
  return {
    points: how === 'sum' ? results.reduce((total, { points }) => total + points, 0) : (counted[0]?.points ?? 0),
    because: counted.flatMap(({ because }) => because),
    values: distinct(counted.flatMap(({ values }) => values)),
  };
}

const limited = (result: FactorResult, atMost = Infinity): FactorResult => ({
  ...result,
  points: Math.min(result.points, atMost),
});

/** Lists a value once, even if two cases refer to it. */
const distinct = (values: readonly Cause[]): readonly Cause[] => [
  ...new Map(values.map((cause) => [`${cause.pointer} ${cause.says ?? ''}`, cause])).values(),
];

/**
 * Takes the result of the worst related entity, the first one if several are equal. Entities that count by a percentage
 * are rounded up, so that rounding never lowers the risk.
 */
function worstRelated(
  { whole, othersPercent }: NonNullable<FactorData['related']>,
  evaluate: EvaluateFactor,
  context: Context,
): EvaluateFactor {
  const countWhole = wordingByCode(whole, context);
  return (customer) =>
    relatedEntitiesOf(customer).reduce<FactorResult>((worst, { subject, relation, cause }) => {
      const { points, because, values } = evaluate(subject);
      const wholeRelation = countWhole.get(relation);
      const counted = wholeRelation === undefined ? Math.ceil((points * othersPercent) / 100) : points;
      const says = wholeRelation === undefined ? `counts ${othersPercent} of 100` : `${wholeRelation}: counts whole`;
      return counted > worst.points ? { points: counted, because, values: [...values, { ...cause, says }] } : worst;
    }, NOTHING);
}
