import { setImmediate as nextTurn } from 'node:timers/promises';
import { Overloaded } from '@aml-customer/application';
import { BatchQueue, type QueueLimits } from './batch-queue.js';
import { KeyOrder, type Ordered } from './key-order.js';
import { SuspectKeys } from './suspect-keys.js';

/** The limits of a batcher. Sizes are in any unit that its callers use. */
export interface BatchLimits extends QueueLimits {
  /** How many items run alone at a time, after their batch was rolled back. */
  readonly singleLanes: number;
  /** Of all items that are not answered yet. An item that is larger is accepted if there is no other. */
  readonly pendingItems: number;
  readonly pendingSize: number;
  /** How long an item may wait until it starts. */
  readonly patienceMs: number;
}

/** Limits for items of similar size, as measured for messages (docs/adr/0011, docs/adr/0020). */
export const SMALL_ITEMS = {
  lanes: 3,
  singleLanes: 3,
  besideItems: 16,
  slowMs: 20,
  items: 128,
  size: 128,
  pendingItems: 5_000,
  pendingSize: 5_000,
} as const satisfies Partial<BatchLimits>;

/** Processes a batch and returns the result of each item, in their order. If it rejects, every item has failed. */
export type BatchWork<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

/*
 * The states of an entry. "Released" means that it left the key order, which frees the entries behind it.
 *
 *   blocked  an earlier entry has one of its keys   freed: ready            patience ends: expired, answered
 *   expired  answered, but keeps its place          freed: released
 *   ready    in a queue                             starts: running         patience ends: answered, released
 *   running  in a batch                             ends: answered, released; rolled back with others: ready, alone
 *   overdue  running when its patience ended        ends: answered, released
 */
type State = 'blocked' | 'expired' | 'ready' | 'running' | 'overdue';

interface Entry<Item, Result> extends Ordered<Entry<Item, Result>> {
  readonly item: Item;
  readonly size: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  state: State;
  patience?: NodeJS.Timeout;
}

/**
 * Combines the items of concurrent callers into batches. An item never waits while nothing runs: an idle service has
 * batches of one, and a busy one batches what arrived while the previous batch ran. Items that share a key never run at
 * the same time; they run in the order in which they were added.
 *
 * If a batch was rolled back, each of its items runs again alone, so that an error affects only its own item; other
 * batches use the lane meanwhile. Items that share a key with one that failed alone run alone too, until one succeeds:
 * a row that stays locked delays a batch only once.
 */
export class Batcher<Item, Result> {
  private readonly batches: BatchQueue<Entry<Item, Result>>;
  private readonly singles: BatchQueue<Entry<Item, Result>>;
  private readonly order = new KeyOrder<Entry<Item, Result>>();
  private readonly suspects: SuspectKeys;
  private readonly onIdle: (() => void)[] = [];
  private isStarting = false;
  private pendingItems = 0;
  private pendingSize = 0;

  /** `isRolledBack` returns whether an error of the work means that the batch had no effect. */
  constructor(
    private readonly limits: BatchLimits,
    private readonly work: BatchWork<Item, Result>,
    private readonly isRolledBack: (error: unknown) => boolean,
  ) {
    const startMore = (): void => this.startSoon();
    this.batches = new BatchQueue(limits, startMore);
    this.singles = new BatchQueue({ ...limits, lanes: limits.singleLanes, items: 1 }, startMore);
    this.suspects = new SuspectKeys(limits.pendingItems);
  }

  /**
   * Resolves or rejects with the result of the item. Its keys must be distinct.
   * @throws Overloaded (as a rejection) if too much is pending or the item waited too long; it then had no effect
   */
  add(item: Item, keys: readonly string[], size: number): Promise<Result> {
    if (!this.hasRoomFor(size)) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) =>
      this.admit({ item, keys, size, resolve, reject, ahead: 0, behind: [], state: 'blocked' }),
    );
  }

  /** How many items wait or run, and their total size. */
  pending(): { readonly items: number; readonly size: number } {
    return { items: this.pendingItems, size: this.pendingSize };
  }

  /** Resolves when every item is answered. */
  idle(): Promise<void> {
    return this.pendingItems === 0 ? Promise.resolve() : new Promise((resolve) => this.onIdle.push(resolve));
  }

  private hasRoomFor(size: number): boolean {
    const { pendingItems, pendingSize } = this.limits;
    return this.pendingItems === 0 || (this.pendingItems < pendingItems && this.pendingSize + size <= pendingSize);
  }

  private admit(entry: Entry<Item, Result>): void {
    this.pendingItems += 1;
    this.pendingSize += entry.size;
    entry.patience = setTimeout(() => this.endPatience(entry), this.limits.patienceMs);
    if (this.order.enter(entry)) this.makeReady(entry);
  }

  private makeReady(entry: Entry<Item, Result>, isSingle = this.suspects.hasAny(entry.keys)): void {
    entry.state = 'ready';
    (isSingle ? this.singles : this.batches).add(entry);
    this.startSoon();
  }

  private endPatience(entry: Entry<Item, Result>): void {
    if (entry.state === 'running') {
      entry.state = 'overdue';
      return;
    }
    entry.reject(new Overloaded());
    if (this.batches.remove(entry) || this.singles.remove(entry)) this.release(entry);
    else entry.state = 'expired';
  }

  /** Starts after this turn of the event loop, when everything that arrived together has been added. */
  private startSoon(): void {
    if (this.isStarting) return;
    this.isStarting = true;
    setImmediate(() => {
      this.isStarting = false;
      this.start();
    });
  }

  /** Starts what may start, and returns whether anything did. */
  private start(): boolean {
    let hasStarted = false;
    for (const queue of [this.singles, this.batches])
      while (queue.mayStart()) {
        void this.run(queue);
        hasStarted = true;
      }
    return hasStarted;
  }

  private async run(queue: BatchQueue<Entry<Item, Result>>): Promise<void> {
    const batch = queue.take();
    for (const entry of batch) entry.state = 'running';
    const settle = await queue.occupyLane(() => this.outcomeOf(batch));
    // The callers continue while the next batch runs: it is sent in this turn of the event loop.
    if (this.start()) await nextTurn();
    batch.forEach(settle);
    this.startSoon();
  }

  /** Does the work and returns how to settle each entry. */
  private async outcomeOf(
    batch: readonly Entry<Item, Result>[],
  ): Promise<(entry: Entry<Item, Result>, index: number) => void> {
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const { keys } of batch) this.suspects.remove(keys);
      return (entry, i) =>
        i < results.length
          ? this.answer(entry, () => entry.resolve(results[i] as Result))
          : this.fail(entry, new Error('The work on a batch returned no result for an item'));
    } catch (error) {
      if (!this.isRolledBack(error)) return (entry) => this.fail(entry, error);
      if (batch.length > 1) return (entry) => this.retryAlone(entry);
      return (entry) => {
        this.suspects.add(entry.keys);
        this.fail(entry, error);
      };
    }
  }

  private retryAlone(entry: Entry<Item, Result>): void {
    if (entry.state === 'overdue') this.fail(entry, new Overloaded());
    else this.makeReady(entry, true);
  }

  private fail(entry: Entry<Item, Result>, reason: unknown): void {
    this.answer(entry, () => entry.reject(reason));
  }

  private answer(entry: Entry<Item, Result>, settle: () => void): void {
    clearTimeout(entry.patience);
    settle();
    this.release(entry);
  }

  /** An expired entry that this frees is released too: it was answered already. */
  private release(entry: Entry<Item, Result>): void {
    const released = [entry];
    for (const leaving of released) {
      this.pendingItems -= 1;
      this.pendingSize -= leaving.size;
      for (const next of this.order.leave(leaving)) {
        if (next.state !== 'expired') this.makeReady(next);
        else released.push(next);
      }
    }
    if (this.pendingItems === 0) for (const resolve of this.onIdle.splice(0)) resolve();
  }
}
