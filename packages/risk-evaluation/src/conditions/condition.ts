import { isObject } from '@aml-customer/domain';
import { relatedEntitiesOf } from '../answers/related.js';
import type { FoundCause } from '../answers/cause.js';
import { meaningOf } from '../model/references.js';
import { listOf, oneOf, optional, record, quoted, type Place, type Shape, type TypeOf } from '../model/shape.js';
import { amount, flag, monthsBetween, unanswered, word } from './answers.js';
import { country, countryAnywhere, countryDiffers, meaning } from './codes.js';
import type { Holds, Kind, References } from './kind.js';
import { addRelation, roleFinder } from './roles.js';
import { turnover } from './turnover.js';

interface All {
  readonly kind: 'all';
  readonly of: readonly Condition[];
}
interface Any {
  readonly kind: 'any';
  readonly of: readonly Condition[];
}
interface Not {
  readonly kind: 'not';
  readonly of: Condition;
}
/** A condition on the fields of a related entity, of any relation or of a relation with one of these meanings. */
interface Related {
  readonly kind: 'related';
  readonly as?: readonly string[];
  readonly is: Condition;
}

const plain = {
  flag,
  word,
  unanswered,
  amount,
  'months-between': monthsBetween,
  country,
  'country-anywhere': countryAnywhere,
  'country-differs': countryDiffers,
  meaning,
  turnover,
};
type Plain = { [K in keyof typeof plain]: TypeOf<(typeof plain)[K]['shape']> }[keyof typeof plain];
export type Condition = Plain | All | Any | Not | Related;

/** For conditions that contain others: the references, and how to compile and describe the others. */
export interface Context extends References {
  readonly compile: (condition: Condition) => Holds;
  readonly describe: (condition: Condition) => string;
}

/** How deeply conditions may be nested. */
const MAX_DEPTH = 5;

/** Validates a condition of any known kind. */
export const condition: Shape<Condition> = (value, place) => {
  const kind = isObject(value) ? value['kind'] : undefined;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind))
    return place.report(`must be a condition of a known kind (${Object.keys(kinds).join(', ')}), not ${quoted(kind)}`);
  return depthOf(place) > MAX_DEPTH
    ? place.report(`is nested in more than ${MAX_DEPTH} other conditions`)
    : kinds[kind as Condition['kind']].shape(value, place);
};

const depthOf = ({ pointer }: Place): number =>
  pointer.split('/').filter((member) => member === 'of' || member === 'is').length;

// All parts are evaluated, even if the first one decides: each may find a code that is unknown.
const all: Kind<All, Context> = {
  shape: record({ kind: oneOf(['all']), of: listOf(condition, 2) }),
  compile({ of }, { compile }) {
    const conditions = of.map(compile);
    return (subject) => {
      let causes: readonly FoundCause[] | undefined = [];
      for (const holds of conditions) causes = both(causes, holds(subject));
      return causes;
    };
  },
  describe: ({ of }, { describe }) => of.map(describe).join(', and '),
};

const both = (
  one: readonly FoundCause[] | undefined,
  other: readonly FoundCause[] | undefined,
): readonly FoundCause[] | undefined => (one && other ? [...one, ...other] : undefined);

const any: Kind<Any, Context> = {
  shape: record({ kind: oneOf(['any']), of: listOf(condition, 2) }),
  compile({ of }, { compile }) {
    const conditions = of.map(compile);
    return (subject) => {
      let causes: readonly FoundCause[] | undefined;
      for (const holds of conditions) {
        const found = holds(subject);
        causes = causes && found ? [...causes, ...found] : (causes ?? found);
      }
      return causes;
    };
  },
  describe: ({ of }, { describe }) => of.map(describe).join('; or '),
};

const not: Kind<Not, Context> = {
  shape: record({ kind: oneOf(['not']), of: condition }),
  compile({ of }, { compile }) {
    const holds = compile(of);
    return (subject) => (holds(subject) ? undefined : []);
  },
  describe: ({ of }, { describe }) => `not: ${describe(of)}`,
};

const related: Kind<Related, Context> = {
  shape: (value, place) => {
    const inner: Shape<Condition> = (is, at) => condition(is, at.within('related'));
    const shape = record({ kind: oneOf(['related']), as: optional(listOf(meaningOf('relationType'), 1)), is: inner });
    return place.scope === 'related'
      ? place.report('must not be nested in another related condition: a related entity has no related entities')
      : shape(value, place);
  },
  compile({ as, is }, context): Holds {
    const [holds, roleOf] = [context.compile(is), as && roleFinder(as, context)];
    return (subject) => {
      let causes: FoundCause[] | undefined;
      for (const entity of relatedEntitiesOf(subject)) {
        const role = roleOf?.(entity);
        const found = roleOf && !role ? undefined : holds(entity);
        if (!found) continue;
        causes ??= [];
        for (const cause of found) causes.push(cause);
        addRelation(causes, entity, role);
      }
      return causes;
    };
  },
  describe: ({ as, is }, context) => {
    const roles = as ? ` that is ${as.map((id) => roleText(id, context)).join(' or ')}` : '';
    return `there is a related entity${roles} for which ${context.describe(is)}`;
  },
};

/** A role in words, with the share that makes a related entity have it. */
export function roleText(id: string, references: References): string {
  const { says, shareFrom } = references.meaning(id);
  return shareFrom === undefined ? says : `${says} (or has ${shareFrom} % or more of the shares or votes)`;
}

const kinds: { readonly [K in Condition['kind']]: Kind<Extract<Condition, { kind: K }>, Context> } = {
  ...plain,
  all,
  any,
  not,
  related,
};

/** The pattern of a related entity; conditions in its scope start there. */
export const RELATED = '/listRelatedEntity/*';

/** A condition that contains no other, and the pattern that its fields start at: '' for the customer. */
interface FoundCondition {
  readonly condition: Plain;
  readonly prefix: string;
}

/** Returns the conditions within a condition, at any depth, that contain no others. */
export function conditionsIn(within: Condition, prefix = ''): readonly FoundCondition[] {
  switch (within.kind) {
    case 'all':
    case 'any':
      return within.of.flatMap((part) => conditionsIn(part, prefix));
    case 'not':
      return conditionsIn(within.of, prefix);
    case 'related':
      return conditionsIn(within.is, RELATED);
    default:
      return [{ condition: within, prefix }];
  }
}

/** Returns the kind of a condition. */
export const kindOf = (condition: Condition): Kind<Condition, Context> =>
  kinds[condition.kind] as Kind<Condition, Context>;
