import type { CallbackMode, Receiver, Receivers, ReceiverStore } from './ports.js';
import { changed, readReceiver, type TargetProblem } from './receiver-settings.js';

/** A receiver as it is read back: its secrets never are. */
export interface ReceiverView {
  readonly requester: string;
  readonly url: string;
  readonly mode: CallbackMode;
  /** A rotation is under way: two secrets sign. */
  readonly previousSecretSigns: boolean;
}

/** What became of a change. Problems name their fields and quote no value. */
export type ReceiverChange =
  | { readonly kind: 'stored'; readonly receiver: ReceiverView }
  | { readonly kind: 'rejected'; readonly problems: readonly string[] };

/** The receivers of single requesters, as an operator sets them (issue 3, "Callbacks"). */
export class ManageReceivers {
  /** `targetProblem` says what speaks against calling a URL. */
  constructor(private readonly receivers: ReceiverStore, private readonly targetProblem: TargetProblem = () => undefined) {}

  /** Sets a requester's receiver, the name as messages say it, to the letter, from a body `{url, mode?, secret?, dropPreviousSecret?}`; the first one needs its secret. */
  async put(requester: string, body: unknown): Promise<ReceiverChange> {
    const settings = readReceiver(requester, body, this.targetProblem);
    if ('problems' in settings) return { kind: 'rejected', problems: settings.problems };
    const stored = await this.receivers.change(requester, (current) => changed(current, settings));
    return stored ? { kind: 'stored', receiver: viewOf(requester, stored) } : { kind: 'rejected', problems: ['secret is missing'] };
  }

  /** The requester's own receiver; undefined where the default one is told. */
  async get(requester: string): Promise<ReceiverView | undefined> {
    const stored = await this.receivers.find(requester);
    return stored && viewOf(requester, stored);
  }

  /** Back to the default; whether there was a receiver of its own. What is still to be delivered goes to the default one. */
  async remove(requester: string): Promise<boolean> {
    return this.receivers.remove(requester);
  }
}

const viewOf = (requester: string, { url, mode, secrets }: Receiver): ReceiverView =>
  ({ requester, url, mode, previousSecretSigns: secrets.length > 1 });

/** A requester's own receiver, or else the default one of the environment. */
export class OwnOrDefaultReceiver implements Receivers {
  constructor(private readonly own: Pick<ReceiverStore, 'find'>, private readonly fallback?: Receiver) {}

  async of(requester: string | undefined): Promise<Receiver | undefined> {
    return (requester === undefined ? undefined : await this.own.find(requester)) ?? this.fallback;
  }
}
