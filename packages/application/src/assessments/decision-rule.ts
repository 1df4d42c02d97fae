import { isCompact } from './explained-assessments.js';
import { highest, isBelow } from './levels.js';
import type { AssessedLevel, AssessedRisk, Assessment, RiskDecision, RiskExplanation } from './ports.js';

/** The levels that two people must agree on with four eyes. */
const FOUR_EYES_LEVELS: readonly AssessedLevel[] = ['HIGH', 'EXTREME'];

type DecidedLevel = Pick<RiskDecision, 'finalRiskLevel'>;

/** Whether a decision is below the assessed level. Overrides are marked wherever they are shown or counted. */
export const isOverride = (risk: AssessedRisk | undefined, { finalRiskLevel }: DecidedLevel): boolean =>
  isBelow(finalRiskLevel, risk?.level);

/**
 * Whether two people must agree on a decision (docs/assessments.md, "Who may decide"): always below a floor of the law,
 * and once a decision was proposed; with four eyes also on HIGH and EXTREME, assessed or proposed, on every override,
 * and on an assessment that waits because of what a message would undo.
 */
export function needsTwoPeople(
  { risk, waitsFor = [], decision, decisions = [] }: Assessment,
  next: DecidedLevel,
  fourEyes: boolean,
): boolean {
  if (decision || (risk && isBelow(next.finalRiskLevel, lawFloorOf(risk)))) return true;
  if (!fourEyes) return false;
  const levels = [risk?.level, next.finalRiskLevel, ...decisions.map(({ finalRiskLevel }) => finalRiskLevel)];
  return (
    waitsFor.length > 0 ||
    isOverride(risk, next) ||
    levels.some((level) => level !== undefined && FOUR_EYES_LEVELS.includes(level))
  );
}

/** The highest level that the law requires; undefined if no floor of the law fired. */
function lawFloorOf({ explanation }: AssessedRisk): AssessedLevel | undefined {
  if (isCompact(explanation)) throw new Error('A decision needs the whole explanation of an assessment');
  const { floors = [] } = explanation as RiskExplanation;
  return highest(floors.filter(({ kind }) => kind !== 'policy').map(({ level }) => level));
}

/**
 * Whether two names mean the same person, so that nobody confirms their own decision under another spelling, see
 * {@link personKey}.
 */
export const isSamePerson = (one: string, other: string): boolean => personKey(one) === personKey(other);

/** A name without case, width, white space at the ends, invisible characters and Unicode form: equal for one person. */
export const personKey = (name: string): string =>
  name
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
