import { fieldAt, type Field } from '../answers/field.js';
import { comparison } from '../answers/read-answer.js';
import type { Cause, RelatedEntity } from '../answers/subject.js';
import { wordingByCode } from './codes.js';
import type { KnownMeaning, References } from './kind.js';

/** A role that a related entity has: in words, and the shares that show it. */
export interface Role {
  readonly says: string;
  readonly causes: readonly Cause[];
}

/** Finds whether related entities, with their relations read, have one of some roles. */
export interface RoleFinder {
  /** Also collects a relation without a known meaning, because then a person must decide. */
  readonly isOf: (entity: RelatedEntity) => boolean;
  /** The role of an entity that has one. */
  readonly of: (entity: RelatedEntity) => Role;
}

const SHARES = ['/share', '/votePercentage'].map(fieldAt);

/** Compiles a finder of roles: by the code of the relation, or by the share. */
export function roleFinder(means: readonly string[], references: References): RoleFinder {
  const byCode = wordingByCode(means, references);
  const byShare = means.map((id) => references.meaning(id)).filter(({ shareFrom }) => shareFrom !== undefined);
  const known = references.knownCodes('relationType');
  /** The meanings that an entity of this relation can only have by its share. */
  const othersByCode = new Map(
    [...(known ?? []), ...byCode.keys()].map((code) => [code, byShare.filter(({ codes }) => !codes.includes(code))]),
  );
  const othersOf = ({ relation }: RelatedEntity): readonly KnownMeaning[] => othersByCode.get(relation) ?? byShare;
  return {
    isOf(entity) {
      const { relation } = entity;
      if (known?.has(relation) === false)
        entity.evaluation.addUnknownCode(entity.relationAnswer, { classifier: 'relationType', value: relation });
      let isFound = byCode.has(relation);
      for (const meaning of othersOf(entity)) if (hasShare(entity, meaning)) isFound = true;
      return isFound;
    },
    of(entity) {
      const byRelation = byCode.get(entity.relation);
      const shares = othersOf(entity).filter((meaning) => hasShare(entity, meaning));
      return {
        says: [...(byRelation === undefined ? [] : [byRelation]), ...shares.map(({ says }) => says)].join(' and '),
        causes: shares.flatMap((meaning) => shareCauses(entity, meaning)),
      };
    },
  };
}

/** Whether an entity has a meaning by its share. Every share is read. */
function hasShare(entity: RelatedEntity, { shareFrom = 0 }: KnownMeaning): boolean {
  let isFound = false;
  for (const share of SHARES) if (isAtLeast(share, entity, shareFrom)) isFound = true;
  return isFound;
}

function isAtLeast({ slot, answers }: Field, entity: RelatedEntity, least: number): boolean {
  const value = entity.values[slot];
  if (Number.isFinite(value)) return (value as number) >= least;
  return answers(entity).some((answer) => comparison(answer, least) >= 0);
}

const shareCauses = (entity: RelatedEntity, { says, shareFrom = 0 }: KnownMeaning): Cause[] =>
  SHARES.flatMap(({ answers }) => answers(entity))
    .filter((answer) => comparison(answer, shareFrom) >= 0)
    .map((answer) => answer.cause(`${says} from ${shareFrom} %`));

/** The relation of an entity and its role, if it counts for one, as values that explain a result. */
export const relationCauses = (entity: RelatedEntity, role: Role | undefined, says = role?.says): readonly Cause[] => [
  entity.relationAnswer.cause(says),
  ...(role?.causes ?? []),
];
