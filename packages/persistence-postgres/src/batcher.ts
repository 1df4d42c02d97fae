import { Overloaded } from '@aml-customer/application';

/** How much a batcher takes on. Sizes are in whatever unit its callers count in. */
export interface BatchBounds {
  /** Batches under way at the same time. */
  readonly lanes: number;
  /** Of a batch: its items, and their sizes together; an item that is larger makes a batch by itself. */
  readonly items: number;
  readonly size: number;
  /** Of all that is not answered yet. An item that is larger is taken on when it is alone. */
  readonly heldItems: number;
  readonly heldSize: number;
  /** How long an item may wait before its batch begins. */
  readonly patienceMs: number;
}

/** Works on a batch: what became of each item, in their order. When it rejects, it failed for every one of them. */
export type BatchWork<Item, Result> = (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>;

interface Held<Item, Result> {
  readonly item: Item;
  readonly keys: readonly string[];
  readonly size: number;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  /** How many before it must be answered first, and who waits for it. */
  ahead: number;
  readonly behind: Held<Item, Result>[];
}

/**
 * Gathers what concurrent callers ask for into batches. Nothing waits for company: a batch is what has come by the time a lane is
 * free, so that an idle service sees batches of one. Items that share a key are never in one batch nor under way at once; they go
 * in the order in which they came.
 */
export class Batcher<Item, Result> {
  private readonly ready: Held<Item, Result>[] = [];
  private readonly latest = new Map<string, Held<Item, Result>>();
  private readonly whenIdle: (() => void)[] = [];
  private lanesInUse = 0;
  private isStarting = false;
  private held = 0;
  private heldSize = 0;

  constructor(private readonly bounds: BatchBounds, private readonly work: BatchWork<Item, Result>, private readonly now = () => performance.now()) {}

  /** Resolves or rejects with what became of the item, whose keys are different ones. @throws Overloaded, as a rejection, where too much is held, or it waited too long: it was not begun. */
  add(item: Item, keys: readonly string[], size: number): Promise<Result> {
    const { heldItems, heldSize } = this.bounds;
    if (this.held > 0 && (this.held >= heldItems || this.heldSize + size > heldSize)) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => this.hold({ item, keys, size, since: this.now(), resolve, reject, ahead: 0, behind: [] }));
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
    if (held.ahead === 0) this.makeReady(held);
  }

  private makeReady(held: Held<Item, Result>): void {
    this.ready.push(held);
    this.start();
  }

  /** Begins once all that arrived together has been added. */
  private start(): void {
    if (this.isStarting) return;
    this.isStarting = true;
    setImmediate(() => {
      this.isStarting = false;
      while (this.lanesInUse < this.bounds.lanes && this.ready.length > 0) void this.flush(this.take());
    });
  }

  private take(): readonly Held<Item, Result>[] {
    let count = 0;
    for (let size = 0; count < this.bounds.items; count++) {
      size += this.ready[count]?.size ?? Infinity;
      if (size > this.bounds.size && count > 0) break;
    }
    return this.ready.splice(0, count);
  }

  private async flush(taken: readonly Held<Item, Result>[]): Promise<void> {
    const earliest = this.now() - this.bounds.patienceMs;
    const batch = taken.filter(({ since }) => since >= earliest);
    for (const late of taken) if (late.since < earliest) this.answer(late, rejected(new Overloaded()));
    if (batch.length === 0) return;
    this.lanesInUse += 1;
    const results = await this.work(batch.map(({ item }) => item)).catch((reason: unknown) => batch.map(() => rejected(reason)));
    this.lanesInUse -= 1;
    batch.forEach((held, i) => this.answer(held, results[i] ?? rejected(new Error('The work on a batch left one out'))));
    if (this.ready.length > 0) this.start();
  }

  private answer(held: Held<Item, Result>, result: PromiseSettledResult<Result>): void {
    if (result.status === 'fulfilled') held.resolve(result.value);
    else held.reject(result.reason);
    this.held -= 1;
    this.heldSize -= held.size;
    for (const key of held.keys) if (this.latest.get(key) === held) this.latest.delete(key);
    for (const next of held.behind) {
      next.ahead -= 1;
      if (next.ahead === 0) this.makeReady(next);
    }
    if (this.held === 0) for (const tell of this.whenIdle.splice(0)) tell();
  }
}

const rejected = (reason: unknown): PromiseRejectedResult => ({ status: 'rejected', reason });
