import { FLAGS, type Flags, type RiskLevel } from '@aml-customer/domain';
import type { VersionCause } from '../customers/ports.js';
import { highest } from './levels.js';
import type { Assessment, CustomerBefore } from './ports.js';

/** A version from before the message. */
export interface EarlierVersion {
  readonly version: number;
  readonly cause: VersionCause;
  readonly flags: Flags;
}

/** An assessment of an earlier version. */
export type AssessmentOfEarlierVersion = Pick<Assessment, 'version' | 'state' | 'decision' | 'risk'>;

/** A customer's history when a message is assessed. */
export interface History {
  /** The customer's level now, which a message that asks for an assessment does not change. */
  readonly riskLevel: RiskLevel;
  /** Oldest first. */
  readonly versions: readonly EarlierVersion[];
  /** Oldest first. */
  readonly assessments: readonly AssessmentOfEarlierVersion[];
}

/**
 * The state of a customer before a message (docs/assessments.md, "Lowering"); undefined if there is no earlier version.
 * It goes back beyond messages that no person has decided about, so that sending a message twice does not bypass the
 * decision. The PostgreSQL adapter carries out the same rule in SQL; the contract tests of the port compare both.
 *
 * - A rejection lasts until a person decides again.
 * - Flags count since the last concluded assessment, levels of undecided assessments since that or the last import.
 */
export function customerBefore({ riskLevel, versions, assessments }: History): CustomerBefore | undefined {
  const assessmentOf = (version: number) => assessments.find((assessment) => assessment.version === version);
  if (versions.length === 0) return undefined;
  const concluded = assessments.findLast(({ state }) => state === 'COMPLETED');
  const decided = assessments.findLast(({ state, decision }) => state === 'COMPLETED' && decision);
  const imported = versions.findLast(({ cause, version }) => cause === 'MESSAGE' && !assessmentOf(version));
  const since = Math.max(concluded?.version ?? 0, imported?.version ?? 0);
  const undecided = assessments.filter(({ version }) => version > since).flatMap(({ risk }) => risk?.level ?? []);
  return {
    riskLevel: highest([riskLevel, ...undecided]) ?? riskLevel,
    flags: flagsSet(versions.filter(({ version }) => version >= (concluded?.version ?? 0))),
    rejected: decided?.decision?.decisionType === 'REJECTED',
  };
}

const flagsSet = (versions: readonly EarlierVersion[]): Flags =>
  Object.fromEntries(
    FLAGS.filter((flag) => versions.some(({ flags }) => flags[flag] === true)).map((flag) => [flag, true]),
  );
