import type { CallbackMode, KeptReceiver, Receiver, Receivers, ReceiverStore } from './ports.js';
import { changed, readReceiver, type TargetProblem } from './receiver-settings.js';

/** A receiver without its secrets. */
export interface ReceiverView {
  readonly requester: string;
  readonly url: string;
  readonly mode: CallbackMode;
  /** A rotation is in progress: two secrets sign. */
  readonly previousSecretSigns: boolean;
  /** The stored secret cannot be opened, so nothing is sent. */
  readonly secret?: 'unreadable';
}

/** The result of a change. Problems name fields and quote no values. */
export type ReceiverChange =
  | { readonly kind: 'stored'; readonly receiver: ReceiverView }
  | { readonly kind: 'rejected'; readonly problems: readonly string[] };

/** Lets an operator manage the receivers of single requesters (docs/operating.md, "Receivers"). */
export class ManageReceivers {
  /** @param targetProblem returns why a URL must not be called */
  constructor(
    private readonly receivers: ReceiverStore,
    private readonly targetProblem: TargetProblem = () => undefined,
  ) {}

  /**
   * Sets the receiver of a requester, who is named exactly as in messages.
   *
   * @param changedBy who makes the change, which is recorded
   * @param body `{url, mode?, secret?, dropPreviousSecret?}`; a new receiver needs a secret
   */
  async put(requester: string, body: unknown, changedBy: string): Promise<ReceiverChange> {
    const settings = readReceiver(requester, body, this.targetProblem);
    if ('problems' in settings) return { kind: 'rejected', problems: settings.problems };
    const problems: string[] = [];
    const stored = await this.receivers.change(
      requester,
      (current) => {
        const next = changed(current, settings);
        return 'problem' in next ? void problems.push(next.problem) : next;
      },
      changedBy,
    );
    return stored ? { kind: 'stored', receiver: viewOf(requester, stored) } : { kind: 'rejected', problems };
  }

  /** The requester's own receiver; undefined if it has none. */
  async get(requester: string): Promise<ReceiverView | undefined> {
    const stored = await this.receivers.find(requester);
    return stored && viewOf(requester, stored);
  }

  /** Removes the own receiver; pending events go to the default one. False if there was none. */
  async remove(requester: string, changedBy: string): Promise<boolean> {
    return this.receivers.remove(requester, changedBy);
  }
}

const viewOf = (requester: string, { url, mode, secrets }: KeptReceiver): ReceiverView => ({
  requester,
  url,
  mode,
  previousSecretSigns: secrets?.[1] !== undefined,
  ...(!secrets && { secret: 'unreadable' }),
});

/** The secrets of a receiver cannot be opened. The message contains nothing of them. */
export class UnreadableSecret extends Error {
  constructor() {
    super(
      "A receiver's secret does not open: it was sealed under another key or for another requester, or it was changed",
    );
  }
}

/**
 * Finds a requester's own receiver, or else the default one. Concurrent look-ups of one requester share a query.
 * Rejects with {@link UnreadableSecret} rather than send an event to the wrong receiver.
 */
export class OwnOrDefaultReceiver implements Receivers {
  private readonly lookUps = new Map<string, Promise<KeptReceiver | undefined>>();

  constructor(
    private readonly own: Pick<ReceiverStore, 'find'>,
    private readonly fallback?: Receiver,
  ) {}

  async of(requester: string | undefined): Promise<Receiver | undefined> {
    const own = requester === undefined ? undefined : await this.find(requester);
    if (!own) return this.fallback;
    const { secrets, ...receiver } = own;
    if (!secrets) throw new UnreadableSecret();
    return { ...receiver, secrets };
  }

  private find(requester: string): Promise<KeptReceiver | undefined> {
    const pending = this.lookUps.get(requester);
    if (pending) return pending;
    const lookUp = this.own.find(requester).finally(() => this.lookUps.delete(requester));
    this.lookUps.set(requester, lookUp);
    return lookUp;
  }
}
