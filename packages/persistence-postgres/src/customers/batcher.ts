import { Overloaded } from '@aml-customer/application';

/** How much a batcher takes on. Sizes are in whatever unit its callers count in. */
export interface BatchBounds {
  /** Batches under way at the same time, and items that go by themselves because their batch was undone. */
  readonly lanes: number;
  readonly aloneLanes: number;
  /** How long a batch that is under way keeps others from beginning beside it that are not full. */
  readonly slowMs: number;
  /** Of a batch: its items, and their sizes together; an item that is larger makes a batch by itself. */
  readonly items: number;
  readonly size: number;
  /** Of all that is not answered yet. An item that is larger is taken on when it is alone. */
  readonly heldItems: number;
  readonly heldSize: number;
  /** How long an item may wait: what is not under way by then is answered. */
  readonly patienceMs: number;
}

/** Bounds of what has no size of its own to speak of, as they were measured for messages (docs/adr/0011). */
export const SMALL_ITEMS = {
  lanes: 3,
  aloneLanes: 3,
  slowMs: 20,
  items: 128,
  size: 128,
  heldItems: 5_000,
  heldSize: 5_000,
} as const satisfies Partial<BatchBounds>;

/** Works on a batch: the result of each item, in their order. When it rejects, it failed for every one of them. */
export type BatchWork<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

interface Held<Item, Result> {
  readonly item: Item;
  readonly keys: readonly string[];
  readonly size: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  /** How many before it must be answered first, and who waits for it. */
  ahead: number;
  readonly behind: Held<Item, Result>[];
  patience?: NodeJS.Timeout;
  isUnderWay: boolean;
  /** Whether its patience is over. */
  isLate: boolean;
}

/** What may begin, in order, and how much of it at a time. */
interface Line<Item, Result> {
  readonly waiting: Set<Held<Item, Result>>;
  readonly lanes: number;
  readonly items: number;
  /** Lanes in use, and those of them whose batches are slow. */
  inUse: number;
  slow: number;
}

/**
 * Gathers what concurrent callers ask for into batches. Where nothing is under way nothing waits: an idle service sees
 * batches of one, and a batch is what has come by the time the one before it ends. Beside one that is under way others
 * begin when they are full, since half full ones cost all of them more, or when it is slow. Items that share a key are
 * never in one batch nor under way at once; they go in the order in which they came. A batch that fails and is `undone`
 * goes again, each item by itself, so that an error stays with its own item; each is answered as it ends, and other
 * batches take the lane meanwhile. What shares a key with an item that failed so goes by itself at once, until one is
 * done: a row that stays held keeps a batch waiting once.
 */
export class Batcher<Item, Result> {
  private readonly together: Line<Item, Result>;
  private readonly alone: Line<Item, Result>;
  private readonly latest = new Map<string, Held<Item, Result>>();
  /** Keys of items that failed by themselves, as many as items are held at most. */
  private readonly suspects = new Set<string>();
  private readonly whenIdle: (() => void)[] = [];
  private isStarting = false;
  private held = 0;
  private heldSize = 0;

  constructor(
    private readonly bounds: BatchBounds,
    private readonly work: BatchWork<Item, Result>,
    private readonly isUndone: (error: unknown) => boolean,
  ) {
    this.together = { waiting: new Set(), lanes: bounds.lanes, items: bounds.items, inUse: 0, slow: 0 };
    this.alone = { waiting: new Set(), lanes: bounds.aloneLanes, items: 1, inUse: 0, slow: 0 };
  }

  /**
   * Resolves or rejects with what became of the item, whose keys are different ones.
   * @throws Overloaded, as a rejection, where too much is held, or it waited too long: nothing of it was done.
   */
  add(item: Item, keys: readonly string[], size: number): Promise<Result> {
    const { heldItems, heldSize } = this.bounds;
    if (this.held > 0 && (this.held >= heldItems || this.heldSize + size > heldSize))
      return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) =>
      this.hold({ item, keys, size, resolve, reject, ahead: 0, behind: [], isUnderWay: false, isLate: false }),
    );
  }

  /** What is not answered yet, waiting and under way: how many items, and their sizes together. */
  holds(): { readonly items: number; readonly size: number } {
    return { items: this.held, size: this.heldSize };
  }

  /** Resolves when everything that was added is answered. */
  idle(): Promise<void> {
    return this.held === 0 ? Promise.resolve() : new Promise((resolve) => this.whenIdle.push(resolve));
  }

  private hold(held: Held<Item, Result>): void {
    this.held += 1;
    this.heldSize += held.size;
    for (const key of held.keys) {
      const before = this.latest.get(key);
      before?.behind.push(held);
      if (before) held.ahead += 1;
      this.latest.set(key, held);
    }
    held.patience = setTimeout(() => this.lose(held), this.bounds.patienceMs);
    if (held.ahead === 0) this.makeReady(held);
  }

  /**
   * What others are still ahead of is answered too, and stays until they are: who comes behind it must wait for them.
   */
  private lose(held: Held<Item, Result>): void {
    held.isLate = true;
    if (held.isUnderWay) return;
    held.reject(new Overloaded());
    if (this.together.waiting.delete(held) || this.alone.waiting.delete(held)) this.release(held);
  }

  private makeReady(held: Held<Item, Result>, isAlone = held.keys.some((key) => this.suspects.has(key))): void {
    (isAlone ? this.alone : this.together).waiting.add(held);
    this.start();
  }

  /** Begins once all that arrived together has been added. */
  private start(): void {
    if (this.isStarting) return;
    this.isStarting = true;
    setImmediate(() => {
      this.isStarting = false;
      for (const line of [this.alone, this.together]) {
        while (this.mayBegin(line)) void this.run(line, this.take(line));
      }
    });
  }

  private mayBegin(line: Line<Item, Result>): boolean {
    return line.waiting.size > 0 && line.inUse < line.lanes && (line.inUse === line.slow || this.isFull(line));
  }

  /** Whether what waits fills a batch, by its items or by their sizes. */
  private isFull({ waiting, items }: Line<Item, Result>): boolean {
    if (waiting.size >= items) return true;
    let size = 0;
    for (const held of waiting) if ((size += held.size) >= this.bounds.size) return true;
    return false;
  }

  private take({ waiting, items }: Line<Item, Result>): readonly Held<Item, Result>[] {
    const batch: Held<Item, Result>[] = [];
    let size = 0;
    for (const held of waiting) {
      size += held.size;
      if (batch.length === items || (size > this.bounds.size && batch.length > 0)) break;
      waiting.delete(held);
      held.isUnderWay = true;
      batch.push(held);
    }
    return batch;
  }

  private async run(line: Line<Item, Result>, batch: readonly Held<Item, Result>[]): Promise<void> {
    line.inUse += 1;
    let isSlow = false;
    const watch = setTimeout(() => {
      isSlow = true;
      line.slow += 1;
      this.start();
    }, this.bounds.slowMs);
    const end = await this.endOf(batch);
    clearTimeout(watch);
    if (isSlow) line.slow -= 1;
    line.inUse -= 1;
    batch.forEach(end);
    this.start();
  }

  /** Does the work, and tells what to do with each item of the batch. */
  private async endOf(
    batch: readonly Held<Item, Result>[],
  ): Promise<(held: Held<Item, Result>, index: number) => void> {
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const { keys } of batch) for (const key of keys) this.suspects.delete(key);
      return (held, i) =>
        i < results.length
          ? this.answer(held, () => held.resolve(results[i] as Result))
          : this.fail(held, new Error('The work on a batch left one out'));
    } catch (error) {
      if (!this.isUndone(error)) return (held) => this.fail(held, error);
      if (batch.length > 1) return (held) => this.part(held);
      return (held) => {
        this.suspect(held);
        this.fail(held, error);
      };
    }
  }

  private suspect({ keys }: Held<Item, Result>): void {
    if (this.suspects.size + keys.length > this.bounds.heldItems) this.suspects.clear();
    for (const key of keys) this.suspects.add(key);
  }

  private part(held: Held<Item, Result>): void {
    held.isUnderWay = false;
    if (held.isLate) this.fail(held, new Overloaded());
    else this.makeReady(held, true);
  }

  private fail(held: Held<Item, Result>, reason: unknown): void {
    this.answer(held, () => held.reject(reason));
  }

  private answer(held: Held<Item, Result>, tell: () => void): void {
    clearTimeout(held.patience);
    tell();
    this.release(held);
  }

  /** Lets those go that waited for what is answered. */
  private release(answered: Held<Item, Result>): void {
    const gone = [answered];
    for (const held of gone) {
      this.held -= 1;
      this.heldSize -= held.size;
      for (const key of held.keys) if (this.latest.get(key) === held) this.latest.delete(key);
      for (const next of held.behind) {
        next.ahead -= 1;
        if (next.ahead > 0) continue;
        if (next.isLate) gone.push(next);
        else this.makeReady(next);
      }
    }
    if (this.held === 0) for (const tell of this.whenIdle.splice(0)) tell();
  }
}
