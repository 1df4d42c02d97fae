import type { Dispatcher } from 'undici';
import { bodyMaker } from './bodies.js';
import type { Load } from './load.js';

/** A batch may take long. */
export const TIMEOUTS = { bodyTimeout: 120_000, headersTimeout: 120_000 };

/** Sends the bodies of a load with consecutive numbers, and counts the answers. */
export class Sender {
  readonly statuses: Record<string, number> = {};
  next: number;
  private readonly make: (first: number) => Buffer;

  constructor(private readonly load: Pick<Load, 'path' | 'text' | 'many' | 'from'>) {
    this.make = bodyMaker(load.text, load.many);
    this.next = load.from;
  }

  /** Sends the next body; resolves when its answer is complete. */
  send(dispatcher: Dispatcher): Promise<void> {
    const { path, many } = this.load;
    const body = this.make(this.next);
    this.next += many;
    return new Promise<void>((resolve, reject) => {
      dispatcher.dispatch(
        { method: 'POST', path, headers: { 'content-type': 'application/json' }, body },
        {
          onRequestStart: () => {},
          onResponseStart: (_, status) => {
            this.statuses[status] = (this.statuses[status] ?? 0) + 1;
          },
          onResponseData: () => {},
          onResponseEnd: () => resolve(),
          onResponseError: (_, error) => reject(error),
        },
      );
    });
  }
}
