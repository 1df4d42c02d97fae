import type { DecisionConflict } from '@aml-customer/application';
import { httpProblem, type HttpProblem } from '../http/http-problem.js';

/** Why this caller cannot decide the assessment now. The sentences contain no personal data. */
const SENTENCES: Readonly<Record<RefusedDecision, string>> = {
  'still-queued': 'The assessment is still QUEUED: there is no result to decide on yet',
  superseded: 'The assessment is SUPERSEDED: a newer message about the customer replaced it',
  'already-decided': 'The assessment is already decided',
  'no-decision-needed': 'The assessment is not PENDING: it was COMPLETED without a decision by a person',
  'same-person': 'Another person must confirm this decision',
  'person-unproven': 'Two people must agree on this decision, each with a personal token (API_TOKENS)',
};

/** Why a decision is refused regardless of its content. */
export type RefusedDecision = DecisionConflict | 'person-unproven';

/** The body of the response: the general error form with the reason; 403 if another caller could decide, else 409. */
export const refusedDecision = (reason: RefusedDecision, target: string, now = new Date()): HttpProblem =>
  httpProblem(reason === 'person-unproven' ? 403 : 409, target, now, SENTENCES[reason]);
