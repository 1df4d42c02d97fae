import { FLAG_FIELDS, FLAGS, type CustomerStatus, type Flags } from '@aml-customer/domain';
import { isBelow } from './levels.js';
import type { AssessedLevel, AssessmentCase, WaitingReason } from './ports.js';

/** Whether a person must agree if a message lowers a customer (setting LOWERING). */
export type Lowering = 'person' | 'auto';

/** The statuses that allow business with the customer, now or after the assessment. */
const OPEN_STATUSES: readonly CustomerStatus[] = ['PENDING', 'ACTIVE'];

const isOpen = (status: CustomerStatus): boolean => OPEN_STATUSES.includes(status);

/**
 * The protections that a message would undo: a high level, a person's rejection, or a flag. Each makes the assessment
 * wait for a person (docs/assessments.md, "Lowering"). A rejection counts even if the message asks for a status that is
 * not open: an assessment that completes without a person would end it, and the next message could open the customer.
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
  FLAGS.filter((flag) => before[flag] === true && now[flag] !== true);

/**
 * The status that a customer has once a message is accepted. If the message is assessed, a request for PENDING or
 * ACTIVE waits until the assessment shows whether a person must decide. Any other request takes effect immediately,
 * since it lifts no restriction. The PostgreSQL adapter carries out the same rule in SQL; the contract tests of the
 * port compare both.
 *
 * @param before the customer's status before the message; undefined if the message registers the customer
 */
export function statusOnAcceptance(
  before: CustomerStatus | undefined,
  message: { readonly status: CustomerStatus; readonly assessed: boolean },
  lowering: Lowering,
): CustomerStatus {
  const isWithheld = lowering === 'person' && message.assessed && isOpen(message.status);
  return isWithheld ? (before ?? message.status) : message.status;
}
