import type { Customers, FollowUps } from '@aml-customer/application';

/** What a contract test works with: an adapter on a store that is empty at first, and how to leave it. */
export interface CustomersUnderTest {
  readonly customers: Customers;
  readonly followUps: FollowUps;
  readonly tearDown: () => Promise<void>;
}
