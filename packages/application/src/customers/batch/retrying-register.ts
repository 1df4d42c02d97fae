import type { Intent } from '@aml-customer/domain';
import type { ImmediateAssessment } from '../../assessments/assess-on-acceptance.js';
import type { Clock } from '../../concurrency/loop-yielder.js';
import { Overloaded, StoreFull } from '../../overloaded.js';
import type { CustomerRegister, Standing, StoreOutcome } from '../ports.js';

/** The pause before an overloaded store is asked again, and for how long it is asked, in ms. */
const PAUSE_MS = 20;
const RETRY_FOR_MS = 60_000;

/** Retries while the store is overloaded, so that the elements of a batch wait instead of failing. */
export class RetryingRegister implements CustomerRegister {
  constructor(
    private readonly customers: CustomerRegister,
    private readonly clock: Clock,
  ) {}

  store(intent: Intent, body: string, assessment?: ImmediateAssessment): Promise<StoreOutcome> {
    return this.retry(() => this.customers.store(intent, body, assessment));
  }

  standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    return this.retry(() => this.customers.standing(communicationNumber, customerExtId));
  }

  private async retry<T>(call: () => Promise<T>): Promise<T> {
    const deadline = this.clock() + RETRY_FOR_MS;
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!isTransient(error) || this.clock() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }
}

/** A full disk lasts longer than a sender waits. */
const isTransient = (error: unknown): boolean => error instanceof Overloaded && !(error instanceof StoreFull);
