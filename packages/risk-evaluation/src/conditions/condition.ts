import { isObject } from '@aml-customer/domain';
import { relatedEntitiesOf } from '../answers/related.js';
import { meaningOf } from '../model/references.js';
import { listOf, oneOf, optional, record, shown, type Place, type Shape, type TypeOf } from '../model/shape.js';
import { amount, flag, monthsBetween, unanswered, word } from './answers.js';
import { country, countryDiffers, meaning, saysOf } from './codes.js';
import { unlessNone, type Holds, type Kind, type References } from './kind.js';
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
/**
 * A related entity, of any relation or of one that has one of the meanings, for which a condition on its own fields
 * holds.
 */
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
  'country-differs': countryDiffers,
  meaning,
  turnover,
};
type Plain = { [K in keyof typeof plain]: TypeOf<(typeof plain)[K]['shape']> }[keyof typeof plain];
export type Condition = Plain | All | Any | Not | Related;

/** What a condition that holds other conditions needs: the model's references, and how to compile and word the others. */
export interface Context extends References {
  readonly compile: (condition: Condition) => Holds;
  /** The condition in words, for documents. */
  readonly words: (condition: Condition) => string;
}

/** How deep conditions may stand in each other. */
const MAX_DEPTH = 5;

/** Reads a condition of any known kind. */
export const condition: Shape<Condition> = (value, place) => {
  const kind = isObject(value) ? value['kind'] : undefined;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind))
    return place.wrong(`must be a condition of a known kind (${Object.keys(kinds).join(', ')}), not ${shown(kind)}`);
  return depthOf(place) > MAX_DEPTH
    ? place.wrong(`stands in more than ${MAX_DEPTH} other conditions`)
    : kinds[kind as Condition['kind']].shape(value, place);
};

const depthOf = ({ pointer }: Place): number =>
  pointer.split('/').filter((member) => member === 'of' || member === 'is').length;

const all: Kind<All, Context> = {
  shape: record({ kind: oneOf(['all']), of: listOf(condition, 2) }),
  compile({ of }, { compile }) {
    const each = of.map(compile);
    return (subject) => {
      const held = each.map((holds) => holds(subject));
      return held.every((causes) => causes !== undefined) ? held.flat() : undefined;
    };
  },
  words: ({ of }, { words }) => of.map(words).join(', and '),
};

const any: Kind<Any, Context> = {
  shape: record({ kind: oneOf(['any']), of: listOf(condition, 2) }),
  compile({ of }, { compile }) {
    const each = of.map(compile);
    return (subject) => {
      const held = each.map((holds) => holds(subject)).filter((causes) => causes !== undefined);
      return held.length > 0 ? held.flat() : undefined;
    };
  },
  words: ({ of }, { words }) => of.map(words).join('; or '),
};

const not: Kind<Not, Context> = {
  shape: record({ kind: oneOf(['not']), of: condition }),
  compile({ of }, { compile }) {
    const holds = compile(of);
    return (subject) => (holds(subject) ? undefined : []);
  },
  words: ({ of }, { words }) => `not: ${words(of)}`,
};

const related: Kind<Related, Context> = {
  shape: (value, place) => {
    const inner: Shape<Condition> = (is, at) => condition(is, at.within('related'));
    const shape = record({ kind: oneOf(['related']), as: optional(listOf(meaningOf('relationType'), 1)), is: inner });
    return place.scope === 'related'
      ? place.wrong('stands within a related entity, which has no related entities')
      : shape(value, place);
  },
  compile({ as, is }, context): Holds {
    const [holds, relations] = [context.compile(is), as && saysOf(as, context)];
    return (subject) =>
      unlessNone(
        relatedEntitiesOf(subject).flatMap(({ subject: entity, relation, cause }) => {
          const causes = !relations || relations.has(relation) ? holds(entity) : undefined;
          const says = relations?.get(relation);
          return causes ? [...causes, { ...cause, ...(says !== undefined && { says }) }] : [];
        }),
      );
  },
  words: ({ as, is }, context) =>
    `a related entity${as ? ` that is ${as.map((each) => context.meaning(each).says).join(' or ')}` : ''} of which ${context.words(is)}`,
};

const kinds: { readonly [K in Condition['kind']]: Kind<Extract<Condition, { kind: K }>, Context> } = {
  ...plain,
  all,
  any,
  not,
  related,
};

/** The kind of a condition; its members are those of that kind. */
export const kindOf = (each: Condition): Kind<Condition, Context> => kinds[each.kind] as Kind<Condition, Context>;
