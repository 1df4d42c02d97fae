import type { DecisionConflict } from '@aml-customer/application';
import { httpProblem, type HttpProblem } from '../http/http-problem.js';

/** Why a decision conflicts with the state of the assessment. The sentences contain no personal data. */
const CONFLICT_SENTENCES: Readonly<Record<DecisionConflict, string>> = {
  'still-queued': 'The assessment is still QUEUED: there is no result to decide on yet',
  superseded: 'The assessment is SUPERSEDED: a newer message about the customer replaced it',
  'already-decided': 'The assessment is already decided',
  'no-decision-needed': 'The assessment is not PENDING: it was COMPLETED without a decision by a person',
  'same-person': 'Another person must confirm this decision',
};

/** The body of a 409 response: the general error form with the reason. */
export const conflict = (
  reason: DecisionConflict,
  target: string,
  now = new Date(),
): HttpProblem & { readonly errorDescription: string } => ({
  ...httpProblem(409, target, now),
  errorDescription: CONFLICT_SENTENCES[reason],
});
