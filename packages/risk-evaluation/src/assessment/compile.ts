import type { EntityType } from '@aml-customer/domain';
import { appended } from '../answers/appended.js';
import { fieldAt, type Field } from '../answers/field.js';
import { slotOf } from '../answers/slots.js';
import { relatedEntitiesOf } from '../answers/related.js';
import type { RelatedEntity, Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import type { Context } from '../conditions/condition.js';
import type { Holds } from '../conditions/kind.js';
import { addRelation, roleFinder } from '../conditions/roles.js';
import { contextOf } from '../model/context.js';
import type { FactorData, FloorData, ModelData } from '../model/table.js';
import { listTextsOf, type ListTexts } from './compact.js';
import type { RoleFinders } from './found-in.js';
import { askedBy, type Asked } from './not-answered.js';

/** The points of a factor for a subject, and their reasons. */
export interface FactorResult {
  readonly points: number;
  /** The positions of the cases that count. */
  readonly cases: readonly number[];
  readonly values: readonly FoundCause[];
  /** The related entities that have points, the worst one included. */
  readonly related?: readonly RelatedEntity[];
}
/** Returns undefined if no case holds. */
type EvaluateFactor = (subject: Subject) => FactorResult | undefined;

/** What the assessments of models of format 2 list besides factors and floors. */
export interface Listed {
  readonly asked: Readonly<Record<EntityType, Asked>>;
  readonly roles: RoleFinders;
}

/** A model as functions, without disabled factors and floors; and all its factors and floors by their ids. */
export interface Compiled {
  readonly factors: readonly { readonly factor: FactorData; readonly evaluate: EvaluateFactor }[];
  readonly floors: readonly { readonly floor: FloorData; readonly holds: Holds }[];
  readonly listed?: Listed;
  readonly required: Readonly<Record<EntityType, readonly Field[]>>;
  readonly factorsById: ReadonlyMap<string, FactorData>;
  readonly floorsById: ReadonlyMap<string, FloorData>;
  readonly listTexts: ListTexts;
}

/** Compiles a valid model to functions that evaluate profiles. */
export function compiled(data: ModelData): Compiled {
  const context = contextOf(data);
  return {
    factors: data.factors.filter(isEnabled).map((factor) => ({ factor, evaluate: factorFunction(factor, context) })),
    floors: data.floors.filter(isEnabled).map((floor) => ({ floor, holds: context.compile(floor.when) })),
    ...(data.format === 2 && { listed: { asked: askedBy(data), roles: rolesIn(data, context) } }),
    required: {
      INDIVIDUAL: data.required.INDIVIDUAL.map(fieldAt),
      ORGANIZATION: data.required.ORGANIZATION.map(fieldAt),
    },
    factorsById: new Map(data.factors.map((factor) => [factor.id, factor])),
    floorsById: new Map(data.floors.map((floor) => [floor.id, floor])),
    listTexts: listTextsOf(data),
  };
}

const rolesIn = ({ meanings }: ModelData, context: Context): RoleFinders =>
  new Map(
    meanings
      .filter(({ classifier }) => classifier === 'relationType')
      .map(({ id }) => [id, roleFinder([id], context)] as const),
  );

const isEnabled = ({ enabled = true }: { readonly enabled?: boolean }): boolean => enabled;

/** A case that holds, by its position in the factor. */
interface HeldCase {
  readonly place: number;
  readonly points: number;
  readonly values: readonly FoundCause[];
}

const ENTITY_TYPE = slotOf('entityType');

function factorFunction(factor: FactorData, context: Context): EvaluateFactor {
  const cases = factor.cases.map(({ points, for: entityType, when }) => ({
    points,
    entityType,
    holds: context.compile(when),
  }));
  const evaluate: EvaluateFactor = (subject) => {
    let held: HeldCase[] | undefined;
    for (let place = 0; place < cases.length; place++) {
      const { points, entityType, holds } = cases[place] as (typeof cases)[number];
      if (entityType !== undefined && subject.values[ENTITY_TYPE] !== entityType) continue;
      const values = holds(subject);
      if (values) held = appended(held, { place, points, values });
    }
    return held && combined(factor, held);
  };
  return factor.related ? worstRelated(factor.related, evaluate, context) : evaluate;
}

/** Adds up the points of the cases that hold, or takes those with the most points. */
function combined({ combine, atMost = Infinity }: FactorData, held: readonly HeldCase[]): FactorResult {
  const [first] = held;
  if (first && held.length === 1)
    return { points: Math.min(first.points, atMost), cases: [first.place], values: distinct(first.values) };
  const most = Math.max(...held.map(({ points }) => points));
  const counted = combine === 'sum' ? held : held.filter(({ points }) => points === most);
  const points = combine === 'sum' ? held.reduce((total, heldCase) => total + heldCase.points, 0) : most;
  return {
    points: Math.min(points, atMost),
    cases: counted.map(({ place }) => place),
    values: distinct(counted.flatMap(({ values }) => values)),
  };
}

/** Lists a value once, even if two cases refer to it. */
function distinct(values: readonly FoundCause[]): readonly FoundCause[] {
  if (values.length < 2) return values;
  if (values.length > 8) return [...new Map(values.map((cause) => [`${cause.pointer} ${cause.says}`, cause])).values()];
  return values.filter((cause, place) => {
    for (let before = 0; before < place; before++) if (isSame(values[before], cause)) return false;
    return true;
  });
}

const isSame = (one: FoundCause | undefined, other: FoundCause): boolean =>
  one !== undefined && one.says === other.says && one.pointer === other.pointer;

/**
 * Takes the result of the worst related entity, the first one if several are equal. Entities that count by a percentage
 * are rounded up, so that rounding never lowers the risk.
 */
function worstRelated(
  { whole, othersPercent }: NonNullable<FactorData['related']>,
  evaluate: EvaluateFactor,
  context: Context,
): EvaluateFactor {
  const wholeRoleOf = roleFinder(whole, context);
  return (customer) => {
    let worst: FactorResult | undefined;
    const related: RelatedEntity[] = [];
    for (const entity of relatedEntitiesOf(customer)) {
      const result = evaluate(entity);
      const role = wholeRoleOf(entity);
      if (!result) continue;
      const points = role ? result.points : Math.ceil((result.points * othersPercent) / 100);
      if (points > 0) related.push(entity);
      if (points <= (worst?.points ?? 0)) continue;
      const says = role ? `${role.says}: counts whole` : `counts ${othersPercent} of 100`;
      const values = [...result.values];
      addRelation(values, entity, role, says);
      worst = { ...result, points, values };
    }
    return worst && { ...worst, related };
  };
}
