import { asMessage } from '@aml-customer/application';
import type { Problem } from './element.js';
import type { Rejected } from './import-customers.js';
import { ask, type BatchService } from './service.js';
import { isOfWhatIsStored, isSame } from './stored-problems.js';

/** How many messages are asked about at once; their answers are small, and others have their share of the service. */
const AT_ONCE = 8;
/** The service has no such call, or does not let us. */
const NEVER = [401, 403, 404, 405];

/** What is rejected, with everything that is wrong with it: first what it was rejected for. */
export type Explained = Rejected & { readonly problems: readonly Problem[] };

/**
 * Tells all problems of messages of which a batch told the first, by the call `url`; where that is refused it says so
 * once, and leaves them as they are.
 */
export class Explainer {
  private isRefused = false;

  constructor(
    private readonly url: URL,
    private readonly service: BatchService,
  ) {}

  /** In the order of the rejected. @throws CommandFailure where the service is out of reach for too long. */
  async explain(rejected: readonly Rejected[]): Promise<readonly Explained[]> {
    const explained = rejected.map((each): Explained => ({ ...each, problems: [each.problem] }));
    let next = 0;
    const work = async () => {
      for (let i = next++; i < rejected.length; i = next++) explained[i] = await this.one(rejected[i] as Rejected);
    };
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return explained;
  }

  private async one(rejected: Rejected): Promise<Explained> {
    const listed = rejected.kind === 'message' && !this.isRefused ? await this.listed(rejected.bytes) : [];
    const its = listed.findIndex((problem) => isSame(problem, rejected.problem));
    // It has changed since: of that, what the batch said stands.
    const others = listed.filter((problem, i) => i !== its && !isOfWhatIsStored(problem));
    return { ...rejected, problems: [listed[its] ?? rejected.problem, ...others] };
  }

  private async listed(bytes: Buffer): Promise<readonly Problem[]> {
    const text = bytes.toString();
    const message = asMessage({ text, value: JSON.parse(text) as unknown });
    const { status, json } = await ask(this.url, { body: Buffer.from(message.text), attempts: 1 }, this.service);
    if (NEVER.includes(status)) this.refused(status);
    const { problems = [] } = (json ?? {}) as {
      readonly problems?: readonly {
        readonly errorCode: string;
        readonly errorDescription: string;
        readonly pointer: string;
      }[];
    };
    return status === 200
      ? problems.map(({ errorCode, errorDescription, pointer }) => ({
          code: errorCode,
          description: errorDescription,
          pointer,
        }))
      : [];
  }

  private refused(status: number): void {
    if (!this.isRefused)
      this.service.onWait(
        `${this.url.pathname} is refused (${status}): the report has the first problem of each message alone`,
      );
    this.isRefused = true;
  }
}
