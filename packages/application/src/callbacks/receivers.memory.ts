import { MemoryStore } from '../memory/memory-store.js';
import type { KeptReceiver, Receiver, ReceiverStore } from './ports.js';

/** Receivers in memory, for tests and for programs that need no database. Secrets are not sealed. */
export class MemoryReceivers implements ReceiverStore {
  constructor(private readonly data = new MemoryStore()) {}

  async find(requester: string): Promise<Receiver | undefined> {
    return this.data.receivers.get(requester);
  }

  async change(
    requester: string,
    change: (stored: KeptReceiver | undefined) => Receiver | undefined,
  ): Promise<Receiver | undefined> {
    const changed = change(this.data.receivers.get(requester));
    if (changed) this.data.receivers.set(requester, changed);
    return changed;
  }

  async remove(requester: string): Promise<boolean> {
    return this.data.receivers.delete(requester);
  }
}
