import { factsOf, read, type Facts, type Problem } from '@aml-customer/domain';
import { asMessage } from './batch-defaults.js';
import { LoopYielder, type Clock } from '../../concurrency/loop-yielder.js';
import { RetryingCustomers } from './retrying-customers.js';
import { RehearsedCustomers } from './rehearsal.js';
import { KeyedMutex } from '../../concurrency/keyed-mutex.js';
import {
  CreateOrUpdateCustomer,
  type Dependencies,
  type Outcome,
  type ReceivedBody,
  type Registered,
} from '../register/create-or-update-customer.js';
import { Semaphore } from '../../concurrency/semaphore.js';

/** How many customers a batch may have (docs/contract/callbacks.md, "Batch"). */
export const MAX_BATCH = 10_000;

/** The elements of a batch, made when they are asked for, so that not all are in memory at once. */
export interface BatchElements {
  readonly length: number;
  at(index: number): ReceivedBody | UnreadElement;
}

/** An element that is not read, and the line that says why, as a single message would be told. */
export interface UnreadElement {
  readonly unread: Pick<Problem, 'code' | 'description'>;
}

/**
 * What became of one element. What it is called by is there as far as it read; `elapsedMs` is from when it was taken
 * up, its wait for others included.
 */
export interface ElementResult extends Names {
  readonly outcome: Outcome | (UnreadElement & { readonly kind: 'unread' });
  readonly elapsedMs: number;
}

/** How many elements are under way at once: as many as fill the statements that store, or those that ask. */
const STORING = 256;
const ASKING = 128;

/** Hears what became of an element, and its text as received, as soon as it is known: in any order. */
export type Told = (index: number, result: ElementResult, text: string) => void;

/**
 * Takes many messages in one call, each as if it had been sent alone and in order (docs/contract/callbacks.md,
 * "Batch").
 */
export class BatchCustomers {
  constructor(
    private readonly uses: Dependencies,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores what is acceptable, and resolves once every element was told of. Rejects when a port fails: then no further
   * element is taken up, and those that are stored stay stored; the same batch sent again answers them as repeats.
   */
  store(elements: BatchElements, told: Told): Promise<void> {
    return this.run(elements, new RetryingCustomers(this.uses.customers, this.clock), STORING, told);
  }

  /** The results that {@link store} would have, after the elements before; nothing is stored. */
  rehearse(elements: BatchElements, told: Told): Promise<void> {
    return this.run(elements, new RehearsedCustomers(this.uses.customers), ASKING, told);
  }

  private async run(elements: BatchElements, customers: Registered, width: number, told: Told): Promise<void> {
    const [semaphore, yielder] = [new Semaphore(width), new LoopYielder(this.clock)];
    const run: Run = {
      single: new CreateOrUpdateCustomer({ ...this.uses, customers }),
      mutex: new KeyedMutex(),
      clock: this.clock,
      told,
      failures: [],
    };
    const underWay: Promise<void>[] = [];
    for (let index = 0; index < elements.length; index++) {
      await semaphore.acquire();
      await yielder.yieldIfDue();
      if (run.failures.length > 0) break;
      underWay.push(
        handle(index, elements, run)
          .catch((failure) => void run.failures.push(failure))
          .finally(() => semaphore.release()),
      );
    }
    await Promise.all(underWay);
    if (run.failures.length > 0) throw run.failures[0];
  }
}

interface Run {
  readonly single: CreateOrUpdateCustomer;
  readonly mutex: KeyedMutex;
  readonly clock: Clock;
  readonly told: Told;
  readonly failures: unknown[];
}

/** Handles one element; those of one number, or on one customer, in their order. */
async function handle(
  index: number,
  elements: BatchElements,
  { single, mutex, clock, told, failures }: Run,
): Promise<void> {
  const began = clock();
  const received = elements.at(index);
  const text = 'unread' in received ? '' : received.text;
  const settle = (outcome: ElementResult['outcome'], names: Names = {}) =>
    told(index, { outcome, ...names, elapsedMs: Math.round(clock() - began) }, text);
  if ('unread' in received) return settle({ kind: 'unread', ...received });
  const body = asMessage(received);
  const reading = read(body.value);
  if ('unreadable' in reading) return settle({ kind: 'unreadable', problem: reading.unreadable });
  const names = namesOf(factsOf(reading));
  await mutex.run(keysOf(names), async () => {
    if (failures.length > 0) return;
    try {
      settle(await single.handleRead(body, reading), names);
    } catch (failure) {
      failures.push(failure); // Before the next turn begins.
    }
  });
}

type Names = Partial<Pick<Facts, 'communicationNumber' | 'customerExtId' | 'businessUnit'>>;

const namesOf = ({ communicationNumber, customerExtId, businessUnit }: Partial<Facts>): Names => ({
  ...(communicationNumber !== undefined && { communicationNumber }),
  ...(customerExtId !== undefined && { customerExtId }),
  ...(businessUnit !== undefined && { businessUnit }),
});

const keysOf = ({ communicationNumber, customerExtId }: Names): string[] => [
  ...(communicationNumber === undefined ? [] : [`number ${communicationNumber}`]),
  ...(customerExtId === undefined ? [] : [`customer ${customerExtId}`]),
];
