import { fieldAt } from '../answers/field.js';
import { comparison } from '../answers/read-answer.js';
import type { RelatedEntity } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import { wordingByCode } from './codes.js';
import type { KnownMeaning, References } from './kind.js';

/** A role that a related entity has: in words, and the meanings that it has by its shares. */
export interface Role {
  readonly says: string;
  readonly byShare: readonly KnownMeaning[];
}

/**
 * Returns the role of a related entity, with its relation read; undefined if it has none of those. Also collects a
 * relation without a known meaning, because then a person must decide.
 */
export type FindRole = (entity: RelatedEntity) => Role | undefined;

const SHARES = ['/share', '/votePercentage'].map(fieldAt);
const NONE: readonly KnownMeaning[] = [];

/** Compiles a finder of roles with these meanings: by the code of the relation, or by the share. */
export function roleFinder(means: readonly string[], references: References): FindRole {
  const byCode = new Map([...wordingByCode(means, references)].map(([code, says]) => [code, { says, byShare: NONE }]));
  const byShare = means.map((id) => references.meaning(id)).filter(({ shareFrom }) => shareFrom !== undefined);
  const known = references.knownCodes('relationType');
  /** The meanings that an entity of this relation can only have by its share. */
  const othersByCode = new Map(
    [...(known ?? []), ...byCode.keys()].map((code) => [code, byShare.filter(({ codes }) => !codes.includes(code))]),
  );
  return (entity) => {
    const { relation } = entity;
    if (known?.has(relation) === false)
      entity.evaluation.addUnknownCode(entity.relationAnswer, { classifier: 'relationType', value: relation });
    let role: Role | undefined = byCode.get(relation);
    for (const meaning of othersByCode.get(relation) ?? byShare)
      if (hasShare(entity, meaning)) role = withMeaning(role, meaning);
    return role;
  };
}

const withMeaning = (role: Role | undefined, meaning: KnownMeaning): Role =>
  role
    ? { says: `${role.says} and ${meaning.says}`, byShare: [...role.byShare, meaning] }
    : { says: meaning.says, byShare: [meaning] };

/** Whether an entity has a meaning by its share. Every share is read. */
function hasShare(entity: RelatedEntity, meaning: KnownMeaning): boolean {
  const { shareFrom = 0 } = meaning;
  let isFound = false;
  for (const { slot } of SHARES) {
    const value = entity.values[slot];
    if (value !== undefined && !Number.isFinite(value)) return shareCauses(entity, meaning).length > 0;
    if ((value as number) >= shareFrom) isFound = true;
  }
  return isFound;
}

/** The shares by which an entity has a meaning, read once per evaluation because they may be long texts. */
function shareCauses(entity: RelatedEntity, meaning: KnownMeaning): readonly FoundCause[] {
  const sharesByMeaning = (entity.shareCauses ??= new Map<object, readonly FoundCause[]>());
  const causes = sharesByMeaning.get(meaning) ?? readShares(entity, meaning);
  sharesByMeaning.set(meaning, causes);
  return causes;
}

function readShares(entity: RelatedEntity, { says, shareFrom = 0 }: KnownMeaning): readonly FoundCause[] {
  const text = `${says} from ${shareFrom} %`;
  return SHARES.flatMap(({ answers }) => answers(entity))
    .filter((answer) => comparison(answer, shareFrom) >= 0)
    .map((answer) => answer.cause(text));
}

/** Adds the relation of an entity and its role, if it counts for one, as values that explain a result. */
export function addRelation(
  causes: FoundCause[],
  entity: RelatedEntity,
  role: Role | undefined,
  says = role?.says,
): void {
  causes.push(entity.relationAnswer.cause(says));
  for (const meaning of role?.byShare ?? NONE) causes.push(...shareCauses(entity, meaning));
}
