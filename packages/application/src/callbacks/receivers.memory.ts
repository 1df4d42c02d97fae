import type { KeptReceiver, Receiver, ReceiverStore } from './ports.js';

/**
 * Receivers in memory, for tests and for those who reuse the package; secrets are not sealed, since nothing is stored.
 */
export class MemoryReceivers implements ReceiverStore {
  private readonly receivers = new Map<string, Receiver>();

  async find(requester: string): Promise<Receiver | undefined> {
    return this.receivers.get(requester);
  }

  async change(
    requester: string,
    change: (stored: KeptReceiver | undefined) => Receiver | undefined,
  ): Promise<Receiver | undefined> {
    const changed = change(this.receivers.get(requester));
    if (changed) this.receivers.set(requester, changed);
    return changed;
  }

  async remove(requester: string): Promise<boolean> {
    return this.receivers.delete(requester);
  }
}
