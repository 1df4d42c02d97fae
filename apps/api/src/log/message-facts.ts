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
export const messageOf = (response: Response): MessageFacts | undefined =>
  response.locals['message'] as MessageFacts | undefined;

/** The facts of an outcome. */
export function factsOf(outcome: Outcome): MessageFacts {
  if (outcome.kind === 'unreadable') return { outcome: 'rejected', errorCode: outcome.problem.code };
  const { ignoredFields } = outcome;
  if (outcome.kind === 'rejected') return { outcome: 'rejected', errorCode: outcome.problem.code, ignoredFields };
  return { outcome: outcome.replayed ? 'replayed' : 'accepted', ignoredFields };
}

/** What became of the messages of a batch: how many, by what is told of each. */
export class BatchFacts {
  private readonly counts = new Map<string, { readonly facts: MessageFacts; count: number }>();

  note(facts: MessageFacts): void {
    const key = `${facts.outcome} ${facts.errorCode} ${facts.ignoredFields}`;
    const same = this.counts.get(key);
    if (same) same.count++;
    else this.counts.set(key, { facts, count: 1 });
  }

  /** Equal ones together. */
  all(): readonly { readonly facts: MessageFacts; readonly count: number }[] {
    return [...this.counts.values()];
  }

  /** How many had each outcome, for a log line. */
  outcomes(): Readonly<Partial<Record<MessageFacts['outcome'], number>>> {
    const outcomes: Partial<Record<MessageFacts['outcome'], number>> = {};
    for (const {
      facts: { outcome },
      count,
    } of this.all())
      outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
    return outcomes;
  }
}

/** Leaves the facts of a batch with its answer, for the log. */
export function noteBatch(response: Response, facts: BatchFacts): void {
  response.locals['batch'] = facts;
}

/** The facts of the batch that was answered, as far as it got; undefined where there was none. */
export const batchOf = (response: Response): BatchFacts | undefined =>
  response.locals['batch'] as BatchFacts | undefined;
