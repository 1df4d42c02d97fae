import { factsOf, read, type Facts, type Problem } from '@aml-customer/domain';
import { KeyedMutex } from '../../concurrency/keyed-mutex.js';
import { LoopYielder, type Clock } from '../../concurrency/loop-yielder.js';
import { Semaphore } from '../../concurrency/semaphore.js';
import {
  CreateOrUpdateCustomer,
  type Outcome,
  type ReceivedBody,
  type RegistrationDependencies,
} from '../register/create-or-update-customer.js';
import { asMessage } from './batch-defaults.js';
import { DryRunRegister } from './dry-run-register.js';
import { RetryingRegister } from './retrying-register.js';

/** The maximum number of customers in a batch (docs/contract/callbacks.md, "Batch"). */
export const MAX_BATCH = 10_000;

/** The elements of a batch, created on access, so that they are not all in memory at the same time. */
export interface BatchElements {
  readonly length: number;
  /** A promise for a large element, whose value is created in steps. */
  at(index: number): ReceivedBody | UnreadElement | Promise<ReceivedBody | UnreadElement>;
}

/** An element that was not read, with the problem that a single message would be answered with. */
export interface UnreadElement {
  readonly unread: Pick<Problem, 'code' | 'description'>;
}

/**
 * The result of one element. The names are present as far as the element could be read. `elapsedMs` includes the time
 * that the element waited for others.
 */
export interface ElementResult extends Names {
  readonly outcome: Outcome | (UnreadElement & { readonly kind: 'unread' });
  readonly elapsedMs: number;
}

/** How many elements are handled concurrently: enough to fill the statements that store, or the queries. */
const CONCURRENT_STORES = 256;
const CONCURRENT_QUERIES = 128;

/** Receives the result of each element as soon as it is known, in any order, with the element's text as received. */
export type OnElementResult = (index: number, result: ElementResult, text: string) => void;

/**
 * Handles many messages in one call, each as if it had been sent on its own, in order (docs/contract/callbacks.md,
 * "Batch").
 */
export class BatchCustomers {
  constructor(
    private readonly uses: RegistrationDependencies,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the acceptable messages and resolves after the last result. Rejects if a port fails: no further element is
   * started, stored ones stay stored, and sending the same batch again answers those as repeats.
   */
  store(elements: BatchElements, onResult: OnElementResult): Promise<void> {
    const customers = new RetryingRegister(this.uses.customers, this.clock);
    return this.run(elements, { ...this.uses, customers }, CONCURRENT_STORES, onResult);
  }

  /** Reports the results that {@link store} would report, and stores nothing. */
  dryRun(elements: BatchElements, onResult: OnElementResult): Promise<void> {
    const { assess: _, ...uses } = this.uses;
    const customers = new DryRunRegister(uses.customers);
    return this.run(elements, { ...uses, customers }, CONCURRENT_QUERIES, onResult);
  }

  private async run(
    elements: BatchElements,
    uses: RegistrationDependencies,
    concurrency: number,
    onResult: OnElementResult,
  ): Promise<void> {
    const [semaphore, yielder] = [new Semaphore(concurrency), new LoopYielder(this.clock)];
    const run: Run = {
      useCase: new CreateOrUpdateCustomer(uses),
      mutex: new KeyedMutex(),
      clock: this.clock,
      onResult,
      failures: [],
    };
    const running: Promise<void>[] = [];
    for (let index = 0; index < elements.length; index++) {
      await semaphore.acquire();
      await yielder.yieldIfDue();
      if (run.failures.length > 0) break;
      const element = elements.at(index);
      const received = element instanceof Promise ? await element : element; // In order, also after a large one.
      running.push(
        handle(index, received, run)
          .catch((failure) => void run.failures.push(failure))
          .finally(() => semaphore.release()),
      );
    }
    await Promise.all(running);
    if (run.failures.length > 0) throw run.failures[0];
  }
}

interface Run {
  readonly useCase: CreateOrUpdateCustomer;
  readonly mutex: KeyedMutex;
  readonly clock: Clock;
  readonly onResult: OnElementResult;
  readonly failures: unknown[];
}

/** Handles one element. Elements with the same number or customer run one after the other, in batch order. */
async function handle(
  index: number,
  received: ReceivedBody | UnreadElement,
  { useCase, mutex, clock, onResult, failures }: Run,
): Promise<void> {
  const startedAt = clock();
  const text = 'unread' in received ? '' : received.text;
  const report = (outcome: ElementResult['outcome'], names: Names = {}) =>
    onResult(index, { outcome, ...names, elapsedMs: Math.round(clock() - startedAt) }, text);
  if ('unread' in received) return report({ kind: 'unread', ...received });
  const body = asMessage(received);
  const reading = read(body.value);
  if ('unreadable' in reading) return report({ kind: 'unreadable', problem: reading.unreadable });
  const names = namesOf(factsOf(reading));
  await mutex.run(keysOf(names), async () => {
    if (failures.length > 0) return;
    try {
      report(await useCase.handleReading(body, reading), names);
    } catch (failure) {
      failures.push(failure); // Before the mutex admits the next element.
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
