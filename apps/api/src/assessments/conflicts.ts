import type { DecisionConflict } from '@aml-customer/application';
import { httpProblem, type HttpProblem } from '../http/http-problem.js';

/** What a person is told who has nothing (more) to decide, by the reason; the sentences name nobody. */
export const CONFLICT_SENTENCES: Readonly<Record<DecisionConflict, string>> = {
  'still-queued': 'The assessment is still QUEUED: nothing is assessed yet that could be decided',
  superseded: 'The assessment is SUPERSEDED: a newer message about the customer replaced it',
  'already-decided': 'The assessment is already decided',
  'no-decision-needed': 'The assessment is not PENDING: it was COMPLETED without a person',
  'same-person': 'Nobody confirms a decision of their own: another person must',
};

/** The answer 409: the form of all that concerns no message, and its reason. */
export const conflict = (
  reason: DecisionConflict,
  target: string,
  now = new Date(),
): HttpProblem & { readonly errorDescription: string } => ({
  ...httpProblem(409, target, now),
  errorDescription: CONFLICT_SENTENCES[reason],
});
