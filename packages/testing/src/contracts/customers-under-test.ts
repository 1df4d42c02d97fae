import type { CustomerReader, CustomerRegister, FollowUps } from '@aml-customer/application';

/** The adapters under test, on one store that is empty at first. */
export interface CustomersUnderTest {
  readonly customers: CustomerRegister & CustomerReader;
  readonly followUps: FollowUps;
  readonly tearDown: () => Promise<void>;
}
