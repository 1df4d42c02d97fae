import type { Intent } from '@aml-customer/domain';
import type { Clock } from '../../concurrency/loop-yielder.js';
import type { Registered } from '../register/create-or-update-customer.js';
import { Overloaded } from '../../overloaded.js';
import type { Standing, StoreOutcome } from '../ports.js';

/** How long an element waits until it asks an overloaded store again, and how long it asks, in ms. */
const PAUSE_MS = 20;
const PATIENCE_MS = 60_000;

/**
 * Customers for a batch: its elements wait where too much waits already, which is no failure of theirs. After a minute
 * it is one.
 */
export class RetryingCustomers implements Registered {
  constructor(
    private readonly customers: Registered,
    private readonly clock: Clock,
  ) {}

  store(intent: Intent, body: string): Promise<StoreOutcome> {
    return this.patiently(() => this.customers.store(intent, body));
  }

  standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    return this.patiently(() => this.customers.standing(communicationNumber, customerExtId));
  }

  private async patiently<T>(ask: () => Promise<T>): Promise<T> {
    const until = this.clock() + PATIENCE_MS;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Overloaded) || this.clock() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }
}
