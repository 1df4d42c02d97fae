import type { CustomerStatus } from '@aml-customer/domain';

/**
 * When an accepted assessment makes a PENDING customer ACTIVE: immediately, or only once the requested screenings have
 * run.
 */
export const ACTIVATE_AFTER = ['assessment', 'screening'] as const;
export type ActivateAfter = (typeof ACTIVATE_AFTER)[number];

/**
 * The screening processes that must run before a customer with this status can become ACTIVE; empty unless it is
 * PENDING (docs/assessments.md, "Activation"). A message may set any status, so the rule does not apply to messages.
 */
export const activationWaitsFor = (
  status: CustomerStatus,
  outstandingScreenings: readonly string[],
  activateAfter: ActivateAfter,
): readonly string[] => (activateAfter === 'screening' && status === 'PENDING' ? outstandingScreenings : []);
