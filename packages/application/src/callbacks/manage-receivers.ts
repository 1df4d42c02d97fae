import type { CallbackMode, KeptReceiver, Receiver, Receivers, ReceiverStore } from './ports.js';
import { changed, readReceiver, type TargetProblem } from './receiver-settings.js';

/** A receiver as it is read back: its secrets never are. */
export interface ReceiverView {
  readonly requester: string;
  readonly url: string;
  readonly mode: CallbackMode;
  /** A rotation is under way: two secrets sign. */
  readonly previousSecretSigns: boolean;
  /** What is kept does not open, so nothing is sent. */
  readonly secret?: 'unreadable';
}

/** What became of a change. Problems name their fields and quote no value. */
export type ReceiverChange =
  | { readonly kind: 'stored'; readonly receiver: ReceiverView }
  | { readonly kind: 'rejected'; readonly problems: readonly string[] };

/** Manages the receivers of single requesters (docs/callbacks.md, "Setting a receiver"). */
export class ManageReceivers {
  /** `targetProblem` says what speaks against calling a URL. */
  constructor(
    private readonly receivers: ReceiverStore,
    private readonly targetProblem: TargetProblem = () => undefined,
  ) {}

  /**
   * Sets a requester's receiver, the name as messages say it, to the letter, from a body
   * `{url, mode?, secret?, dropPreviousSecret?}`; the first one needs its secret.
   */
  async put(requester: string, body: unknown): Promise<ReceiverChange> {
    const settings = readReceiver(requester, body, this.targetProblem);
    if ('problems' in settings) return { kind: 'rejected', problems: settings.problems };
    const problems: string[] = [];
    const stored = await this.receivers.change(requester, (current) => {
      const next = changed(current, settings);
      return 'problem' in next ? void problems.push(next.problem) : next;
    });
    return stored ? { kind: 'stored', receiver: viewOf(requester, stored) } : { kind: 'rejected', problems };
  }

  /** The requester's own receiver; undefined where the default one is told. */
  async get(requester: string): Promise<ReceiverView | undefined> {
    const stored = await this.receivers.find(requester);
    return stored && viewOf(requester, stored);
  }

  /**
   * Back to the default; whether there was a receiver of its own. What is still to be delivered goes to the default
   * one.
   */
  async remove(requester: string): Promise<boolean> {
    return this.receivers.remove(requester);
  }
}

const viewOf = (requester: string, { url, mode, secrets }: KeptReceiver): ReceiverView => ({
  requester,
  url,
  mode,
  previousSecretSigns: secrets?.[1] !== undefined,
  ...(!secrets && { secret: 'unreadable' }),
});

/**
 * A receiver whose secrets do not open: they were sealed under another key or for another requester, or were changed.
 * Says so, and nothing of them.
 */
export class UnreadableSecret extends Error {
  constructor() {
    super(
      "A receiver's secret does not open: it was sealed under another key or for another requester, or it was changed",
    );
  }
}

/**
 * A requester's own receiver, or else the default one of the environment. Throws {@link UnreadableSecret}: no event
 * goes where it should not.
 */
export class OwnOrDefaultReceiver implements Receivers {
  constructor(
    private readonly own: Pick<ReceiverStore, 'find'>,
    private readonly fallback?: Receiver,
  ) {}

  async of(requester: string | undefined): Promise<Receiver | undefined> {
    const own = requester === undefined ? undefined : await this.own.find(requester);
    if (!own) return this.fallback;
    const { secrets, ...receiver } = own;
    if (!secrets) throw new UnreadableSecret();
    return { ...receiver, secrets };
  }
}
