import type { ElementResult } from '@aml-customer/application';
import { ACCEPTED, rejected, unreadable } from '../http/answers.js';
import { factsOf, type MessageFacts } from '../log/message-facts.js';

/**
 * The response for one element of a batch, with its members in the order of the contract
 * (docs/contract/callbacks.md, "Batch"). Members without a value are undefined, and so absent from the JSON.
 */
export function batchResult(
  { outcome, elapsedMs, communicationNumber, customerExtId, businessUnit }: ElementResult,
  text: string,
) {
  const { resultType, ...error } = messageResult(outcome, text);
  return { resultType, communicationNumber, customerExtId, businessUnit, ...error, timeElapsedMs: elapsedMs };
}

function messageResult(
  outcome: ElementResult['outcome'],
  text: string,
): { readonly resultType: string; readonly errorCode?: string; readonly errorDescription?: string } {
  switch (outcome.kind) {
    case 'accepted':
      return ACCEPTED;
    case 'rejected':
      return rejected(outcome.problem.code, outcome.problem.description);
    case 'unreadable':
      return unreadable(outcome.problem, text);
    case 'unread':
      return rejected(outcome.unread.code, outcome.unread.description);
  }
}

/** The facts of an element for log and metrics. */
export const factsOfElement = ({ outcome }: ElementResult): MessageFacts =>
  outcome.kind === 'unread' ? { outcome: 'rejected', errorCode: outcome.unread.code } : factsOf(outcome);
