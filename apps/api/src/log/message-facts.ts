import type { Outcome } from '@aml-customer/application';
import type { Response } from 'express';

/** The outcome of a customer message for logs and metrics: codes and numbers, nothing of its content. */
export interface MessageFacts {
  readonly outcome: 'accepted' | 'replayed' | 'rejected' | 'failed';
  readonly errorCode?: string;
  readonly ignoredFields?: number;
}

/** Attaches the outcome of a message to its response, for the log and the metrics. */
export function noteMessage(response: Response, facts: MessageFacts): void {
  response.locals['message'] = facts;
}

/** The outcome that {@link noteMessage} attached; undefined if there is none. */
export const messageOf = (response: Response): MessageFacts | undefined =>
  response.locals['message'] as MessageFacts | undefined;

/** The facts of an outcome. */
export function factsOf(outcome: Outcome): MessageFacts {
  if (outcome.kind === 'unreadable') return { outcome: 'rejected', errorCode: outcome.problem.code };
  const { ignoredFields } = outcome;
  if (outcome.kind === 'rejected') return { outcome: 'rejected', errorCode: outcome.problem.code, ignoredFields };
  return { outcome: outcome.replayed ? 'replayed' : 'accepted', ignoredFields };
}

/** The outcomes of the messages of a batch, counted. */
export class BatchFacts {
  private readonly counts = new Map<string, { readonly facts: MessageFacts; count: number }>();

  note(facts: MessageFacts): void {
    const key = `${facts.outcome} ${facts.errorCode} ${facts.ignoredFields}`;
    const same = this.counts.get(key);
    if (same) same.count++;
    else this.counts.set(key, { facts, count: 1 });
  }

  /** Each distinct outcome with its count. */
  all(): readonly { readonly facts: MessageFacts; readonly count: number }[] {
    return [...this.counts.values()];
  }

  /** The number of unknown fields in all messages. */
  ignoredFields(): number {
    return this.all().reduce((sum, { facts: { ignoredFields = 0 }, count }) => sum + ignoredFields * count, 0);
  }

  /** The number of messages by outcome, for a log line. */
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

/** Attaches the outcomes of a batch to its response, for the log. */
export function noteBatch(response: Response, facts: BatchFacts): void {
  response.locals['batch'] = facts;
}

/** The outcomes that {@link noteBatch} attached so far; undefined if there are none. */
export const batchOf = (response: Response): BatchFacts | undefined =>
  response.locals['batch'] as BatchFacts | undefined;
