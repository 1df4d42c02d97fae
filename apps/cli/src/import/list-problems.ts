import { asMessage } from '@aml-customer/application';
import type { Rejected } from './import-customers.js';
import type { Problem } from './input-record.js';
import { callWithRetries, type BatchService } from './service.js';
import { dependsOnStore, isSame } from './stored-problems.js';

/** Concurrent validation calls; few enough to leave the service room for other callers. */
const CONCURRENCY = 8;
/** The service does not offer the call, or refuses access to it. */
const UNAVAILABLE = [401, 403, 404, 405];

/** A rejected record with all its problems; the first is the reason for its rejection. */
export type RejectedWithProblems = Rejected & { readonly problems: readonly Problem[] };

interface ListedProblem {
  readonly errorCode: string;
  readonly errorDescription: string;
  readonly pointer: string;
}

/**
 * Lists all problems of messages whose batch result names only the first one, by a validation call for each. If the
 * service refuses the call, it warns once and keeps the first problems.
 */
export class ProblemLister {
  private isUnavailable = false;

  constructor(
    private readonly url: URL,
    private readonly service: BatchService,
  ) {}

  /** Keeps the order. @throws CommandFailure if the service is unreachable for too long. */
  async list(rejected: readonly Rejected[]): Promise<readonly RejectedWithProblems[]> {
    const results = rejected.map((record): RejectedWithProblems => ({ ...record, problems: [record.problem] }));
    let next = 0;
    const work = async () => {
      for (let i = next++; i < rejected.length; i = next++) results[i] = await this.listOne(rejected[i] as Rejected);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: CONCURRENCY }, work));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
    return results;
  }

  private async listOne(rejected: Rejected): Promise<RejectedWithProblems> {
    const listed = rejected.kind === 'message' && !this.isUnavailable ? await this.validate(rejected.bytes) : [];
    const first = listed.findIndex((problem) => isSame(problem, rejected.problem));
    // The stored customers have changed since the batch, so only the batch result counts for them.
    const others = listed.filter((problem, i) => i !== first && !dependsOnStore(problem));
    return { ...rejected, problems: [listed[first] ?? rejected.problem, ...others] };
  }

  private async validate(bytes: Buffer): Promise<readonly Problem[]> {
    const text = bytes.toString();
    const message = asMessage({ text, value: JSON.parse(text) as unknown });
    const request = { body: Buffer.from(message.text), attempts: 1 };
    const { status, json } = await callWithRetries(this.url, request, this.service);
    if (UNAVAILABLE.includes(status)) this.warnOnce(status);
    if (status !== 200) return [];
    const { problems = [] } = (json ?? {}) as { readonly problems?: readonly ListedProblem[] };
    return problems.map(({ errorCode, errorDescription, pointer }) => ({
      code: errorCode,
      description: errorDescription,
      pointer,
    }));
  }

  private warnOnce(status: number): void {
    if (!this.isUnavailable)
      this.service.onNotice(
        `The service refuses ${this.url.pathname} (${status}): the report has only the first problem of each message`,
      );
    this.isUnavailable = true;
  }
}
