import { FLAG_FIELDS, type CustomerStatus, type Flags } from '@aml-customer/domain';
import { isBelow } from './levels.js';
import type { AssessedLevel, AssessmentCase, WaitingReason } from './ports.js';

/** Whether a person must agree if a message lowers a customer (setting LOWERING). */
export type Lowering = 'person' | 'auto';

/** The statuses that take a rejected customer back, or lead there. */
const OPEN_STATUSES: readonly CustomerStatus[] = ['PENDING', 'ACTIVE'];

/** Whether a status lets business with the customer go on, at once or after the assessment. */
export const isOpen = (status: CustomerStatus): boolean => OPEN_STATUSES.includes(status);

/**
 * The protections that a message would undo: a high level, a person's rejection, or a flag. Each makes the assessment
 * wait for a person (docs/assessments.md, "Lowering").
 * A rejection lasts until a person decides again, whatever status the message asks for: an assessment that completed
 * without a person would end it, and the next message could open the customer.
 *
 * @param level the level by the model
 */
export function waitingReasons(
  { before, flags }: Pick<AssessmentCase, 'before' | 'flags'>,
  level: AssessedLevel,
): readonly WaitingReason[] {
  if (!before) return [];
  const { riskLevel: levelBefore } = before;
  return [
    ...((levelBefore === 'HIGH' || levelBefore === 'EXTREME') && isBelow(level, levelBefore)
      ? [`LOWERED_FROM_${levelBefore}` as const]
      : []),
    ...(before.rejected ? ['REJECTED_BY_PERSON' as const] : []),
    ...withdrawnFlags(before.flags, flags).map((flag) => `FLAG_WITHDRAWN:${FLAG_FIELDS[flag]}` as const),
  ];
}

const withdrawnFlags = (before: Flags, now: Flags): readonly (keyof Flags)[] =>
  (Object.keys(FLAG_FIELDS) as (keyof Flags)[]).filter((flag) => before[flag] === true && now[flag] !== true);

/**
 * The status that a customer has once a message is accepted. Only a person can end a person's rejection, so a message
 * that asks to open a rejected customer leaves REJECTED, SUSPENDED and CLOSED as they are until a person decides; any
 * other status is the one that the message asks for. The PostgreSQL
 * adapter carries out the same rule in SQL; the contract tests of the port compare both.
 */
export function statusOnAcceptance(
  before: { readonly status: CustomerStatus; readonly rejected: boolean } | undefined,
  message: { readonly status: CustomerStatus; readonly assessed: boolean },
  lowering: Lowering,
): CustomerStatus {
  const isHeld =
    lowering === 'person' &&
    message.assessed &&
    before?.rejected === true &&
    !isOpen(before.status) &&
    isOpen(message.status);
  return isHeld ? before.status : message.status;
}
