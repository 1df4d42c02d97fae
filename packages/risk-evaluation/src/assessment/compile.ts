import type { EntityType } from '@aml-customer/domain';
import { relatedEntitiesOf } from '../answers/related.js';
import { routeTo, type Cause, type Route, type Subject } from '../answers/subject.js';
import type { Context } from '../conditions/condition.js';
import type { Holds } from '../conditions/kind.js';
import { roleFinder } from '../conditions/roles.js';
import { contextOf } from '../model/context.js';
import type { RoleFinders } from './found-in.js';
import { askedBy, type Asked } from './not-answered.js';
import type { CaseData, FactorData, FloorData, ModelData } from '../model/table.js';

/** The points of a factor for a subject, and their reasons; 0 points if no case holds. */
export interface FactorResult {
  readonly points: number;
  readonly because: readonly string[];
  readonly values: readonly Cause[];
  /** JSON Pointers of the related entities that have points, the worst one included. */
  readonly related?: readonly string[];
}
type EvaluateFactor = (subject: Subject) => FactorResult;

/** A model as functions, without disabled factors and floors. */
export interface Compiled {
  readonly factors: readonly { readonly factor: FactorData; readonly evaluate: EvaluateFactor }[];
  readonly floors: readonly { readonly floor: FloorData; readonly holds: Holds }[];
  /** For models of format 2: what their assessments list besides factors and floors. */
  readonly listed?: { readonly asked: Readonly<Record<EntityType, Asked>>; readonly roles: RoleFinders };
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
    ...(data.format === 2 && { listed: { asked: askedBy(data), roles: rolesIn(data, context) } }),
    required: { INDIVIDUAL: routes(data.required.INDIVIDUAL), ORGANIZATION: routes(data.required.ORGANIZATION) },
  };
}

const rolesIn = ({ meanings }: ModelData, context: Context): RoleFinders =>
  new Map(
    meanings
      .filter(({ classifier }) => classifier === 'relationType')
      .map(({ id }) => [id, roleFinder([id], context)] as const),
  );

const isEnabled = ({ enabled = true }: { readonly enabled?: boolean }): boolean => enabled;

function factorFunction(factor: FactorData, context: Context): EvaluateFactor {
  const cases = factor.cases.map((data) => caseFunction(data, context));
  const combined: EvaluateFactor = (subject) => {
    const results = cases.map((evaluateCase) => evaluateCase(subject)).filter((result) => result !== undefined);
    return results.length === 0 ? NOTHING : limited(combine(factor, results), factor.atMost);
  };
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
  const roleOf = roleFinder(whole, context);
  return (customer) => {
    const related: string[] = [];
    const worst = relatedEntitiesOf(customer).reduce<FactorResult>((before, entity) => {
      const { points, because, values } = evaluate(entity.subject);
      const role = roleOf(entity);
      const counted = role ? points : Math.ceil((points * othersPercent) / 100);
      const says = role ? `${role.says}: counts whole` : `counts ${othersPercent} of 100`;
      if (counted > 0) related.push(entity.subject.pointer);
      return counted > before.points
        ? { points: counted, because, values: [...values, { ...entity.cause, says }, ...(role?.causes ?? [])] }
        : before;
    }, NOTHING);
    return { ...worst, related };
  };
}
