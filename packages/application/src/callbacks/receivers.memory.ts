import { sameJson } from '@aml-customer/domain';
import { MemoryConfigurationLog } from '../configuration/configuration-log.memory.js';
import { MemoryStore } from '../memory/memory-store.js';
import type { KeptReceiver, Receiver, ReceiverStore } from './ports.js';

/** Receivers in memory, for tests and for programs that need no database. Secrets are not sealed. */
export class MemoryReceivers implements ReceiverStore {
  constructor(
    private readonly data = new MemoryStore(),
    private readonly log = new MemoryConfigurationLog(),
  ) {}

  async find(requester: string): Promise<Receiver | undefined> {
    return this.data.receivers.get(requester);
  }

  async change(
    requester: string,
    change: (stored: KeptReceiver | undefined) => Receiver | undefined,
    changedBy: string,
  ): Promise<Receiver | undefined> {
    const stored = this.data.receivers.get(requester);
    const changed = change(stored);
    if (changed && !sameJson(stored, changed)) {
      this.data.receivers.set(requester, changed);
      this.log.record({ area: 'callback-receiver', key: [requester], action: 'PUT', changedBy });
    }
    return changed;
  }

  async remove(requester: string, changedBy: string): Promise<boolean> {
    const isRemoved = this.data.receivers.delete(requester);
    if (isRemoved) this.log.record({ area: 'callback-receiver', key: [requester], action: 'REMOVED', changedBy });
    return isRemoved;
  }
}
