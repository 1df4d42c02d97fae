import { RISK_LEVELS, type RiskLevel } from '@aml-customer/domain';

/** Whether a level is lower than another; undefined is lower than every level. */
export const isBelow = (level: RiskLevel | undefined, other: RiskLevel | undefined): boolean =>
  rankOf(level) < rankOf(other);

/** The highest of the levels; undefined if there is none. */
export const highest = <L extends RiskLevel>(levels: readonly L[]): L | undefined =>
  levels.reduce<L | undefined>((found, level) => (isBelow(found, level) ? level : found), undefined);

const rankOf = (level: RiskLevel | undefined): number => (level === undefined ? -1 : RISK_LEVELS.indexOf(level));
