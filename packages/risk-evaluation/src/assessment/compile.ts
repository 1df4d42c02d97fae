import type { EntityType } from '@aml-customer/domain';
import { relatedEntitiesOf } from '../answers/related.js';
import { routeTo, type Cause, type Route, type Subject } from '../answers/subject.js';
import { saysOf } from '../conditions/codes.js';
import type { Context } from '../conditions/condition.js';
import type { Holds } from '../conditions/kind.js';
import { contextOf } from '../model/context.js';
import type { CaseData, FactorData, FloorData, ModelData } from '../model/table.js';

/** What a factor gives a customer; points 0 is nothing. */
export interface Given {
  readonly points: number;
  readonly because: readonly string[];
  readonly values: readonly Cause[];
}
type Gives = (subject: Subject) => Given;

/** A model as functions. What is switched off is not in it. */
export interface Compiled {
  readonly factors: readonly { readonly factor: FactorData; readonly gives: Gives }[];
  readonly floors: readonly { readonly floor: FloorData; readonly holds: Holds }[];
  readonly required: Readonly<Record<EntityType, readonly { readonly field: string; readonly route: Route }[]>>;
}

const NOTHING: Given = { points: 0, because: [], values: [] };

/** Compiles a model that has been read, once, to what is done with every profile. */
export function compiled(data: ModelData): Compiled {
  const context = contextOf(data);
  const routes = (fields: readonly string[]) => fields.map((field) => ({ field, route: routeTo(field) }));
  return {
    factors: data.factors.filter(isOn).map((factor) => ({ factor, gives: givesOf(factor, context) })),
    floors: data.floors.filter(isOn).map((floor) => ({ floor, holds: context.compile(floor.when) })),
    required: { INDIVIDUAL: routes(data.required.INDIVIDUAL), ORGANIZATION: routes(data.required.ORGANIZATION) },
  };
}

const isOn = ({ enabled = true }: { readonly enabled?: boolean }): boolean => enabled;

function givesOf(factor: FactorData, context: Context): Gives {
  const cases = factor.cases.map((each) => caseOf(each, context));
  const combined: Gives = (subject) =>
    limited(
      combine(
        factor,
        cases.flatMap((each) => each(subject) ?? []),
      ),
      factor.atMost,
    );
  return factor.related ? worstRelated(factor.related, combined, context) : combined;
}

const caseOf = (
  { points, says, for: only, when }: CaseData,
  { compile }: Context,
): ((subject: Subject) => Given | undefined) => {
  const holds = compile(when);
  return (subject) => {
    const values = only === undefined || subject.answers['entityType'] === only ? holds(subject) : undefined;
    return values && { points, because: [says], values };
  };
};

/** The cases that hold added up, or those with the most points. */
function combine({ combine: how }: FactorData, held: readonly Given[]): Given {
  const most = Math.max(...held.map(({ points }) => points));
  const counted = how === 'sum' ? held : held.filter(({ points }) => points === most);
  return {
    points: how === 'sum' ? held.reduce((total, { points }) => total + points, 0) : (counted[0]?.points ?? 0),
    because: counted.flatMap(({ because }) => because),
    values: distinctly(counted.flatMap(({ values }) => values)),
  };
}

const limited = (given: Given, atMost = Infinity): Given => ({ ...given, points: Math.min(given.points, atMost) });

/** A value that two cases name is named once. */
const distinctly = (values: readonly Cause[]): readonly Cause[] => [
  ...new Map(values.map((cause) => [`${cause.pointer} ${cause.says ?? ''}`, cause])).values(),
];

/**
 * What the worst related entity gives; of several that give the same, the first. Others than those that count whole are
 * rounded up, away from the customer's favour.
 */
function worstRelated(
  { whole, othersPercent }: NonNullable<FactorData['related']>,
  gives: Gives,
  context: Context,
): Gives {
  const countWhole = saysOf(whole, context);
  return (customer) =>
    relatedEntitiesOf(customer).reduce<Given>((worst, { subject, relation, cause }) => {
      const { points, because, values } = gives(subject);
      const said = countWhole.get(relation);
      const counted = said === undefined ? Math.ceil((points * othersPercent) / 100) : points;
      const says = said === undefined ? `counts ${othersPercent} of 100` : `${said}: counts whole`;
      return counted > worst.points ? { points: counted, because, values: [...values, { ...cause, says }] } : worst;
    }, NOTHING);
}
