import type { Outcome } from '@aml-customer/application';
import type { Response } from 'express';

/** What became of a customer message, as logs and metrics tell it: codes and numbers, nothing that was sent. */
export interface MessageFacts {
  readonly outcome: 'accepted' | 'replayed' | 'rejected' | 'failed';
  readonly errorCode?: string;
  readonly ignoredFields?: number;
}

/** Leaves the facts of a message with its answer, for those who look at it when it is done. */
export function noteMessage(response: Response, facts: MessageFacts): void {
  response.locals['message'] = facts;
}

/** The facts of the message that was answered; undefined where there was none. */
export const messageOf = (response: Response): MessageFacts | undefined => response.locals['message'] as MessageFacts | undefined;

/** The facts of an outcome. */
export function factsOf(outcome: Outcome): MessageFacts {
  if (outcome.kind === 'unreadable') return { outcome: 'rejected', errorCode: outcome.problem.code };
  const { ignoredFields } = outcome;
  if (outcome.kind === 'rejected') return { outcome: 'rejected', errorCode: outcome.problem.code, ignoredFields };
  return { outcome: outcome.replayed ? 'replayed' : 'accepted', ignoredFields };
}
