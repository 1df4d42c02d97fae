import { comparison } from '../answers/read-answer.js';
import type { RelatedEntity } from '../answers/related.js';
import { answersAt, routeTo, type Cause } from '../answers/subject.js';
import { wordingByCode } from './codes.js';
import type { References } from './kind.js';

/** A role that a related entity has: in words, and the values that show it. */
export interface Role {
  readonly says: string;
  readonly causes: readonly Cause[];
}

const SHARES = ['/share', '/votePercentage'].map(routeTo);

/**
 * Returns a function that finds the role of a related entity among the given ones: by the code of its relation, or by
 * its share. The function collects relations without a known meaning, because then a person must decide.
 */
export function roleFinder(
  means: readonly string[],
  references: References,
): (entity: RelatedEntity) => Role | undefined {
  const byCode = wordingByCode(means, references);
  const byShare = means.map((id) => references.meaning(id)).filter(({ shareFrom }) => shareFrom !== undefined);
  return ({ subject, relation, cause }) => {
    if (!references.knows('relationType', relation))
      subject.unknownCodes.set(cause.pointer, { classifier: 'relationType', value: relation });
    const byRelation = byCode.get(relation);
    const shares = byShare
      .filter(({ codes }) => !codes.includes(relation))
      .map(({ says, shareFrom = 0 }) => ({ says, causes: sharesFrom(shareFrom, subject, says) }))
      .filter(({ causes }) => causes.length > 0);
    if (byRelation === undefined && shares.length === 0) return undefined;
    return {
      says: [...(byRelation === undefined ? [] : [byRelation]), ...shares.map(({ says }) => says)].join(' and '),
      causes: shares.flatMap(({ causes }) => causes),
    };
  };
}

const sharesFrom = (least: number, subject: RelatedEntity['subject'], says: string): Cause[] =>
  SHARES.flatMap((route) => answersAt(subject, route))
    .filter((answer) => comparison(answer, least) >= 0)
    .map((answer) => ({ ...(answer as Cause), says: `${says} from ${least} %` }));
