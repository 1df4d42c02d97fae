import type { CustomerStatus, Profile } from '@aml-customer/domain';
import type { CustomerReader, CustomerVersion, RequestedScreening, VersionSummary } from '../ports.js';
import { activationWaitsFor, type ActivateAfter } from '../activation.js';
import { storedProfile } from '../stored-profile.js';

/** One version of a customer (docs/contract/contract.md, "Reading back"). Times are ISO 8601 in UTC. */
export interface CustomerView extends Omit<CustomerVersion, 'body' | 'createdAt' | 'updatedAt'> {
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The status that the message of the profile asked for; an assessment may have given the customer another one. */
  readonly requestedStatus: CustomerStatus;
  readonly profile: Profile;
}

/** A requested screening; its time is ISO 8601 in UTC. */
export interface ScreeningView extends Omit<RequestedScreening, 'requestedAt'> {
  readonly requestedAt: string;
}

/** The current version, and the screenings that were requested and have not run. */
export interface CurrentCustomerView extends CustomerView {
  readonly screenings: readonly ScreeningView[];
  /** The screening processes that keep the customer from becoming ACTIVE; absent if none does. */
  readonly activationWaitsFor?: readonly string[];
}

/** One line of a customer's history. */
export interface VersionView extends Omit<VersionSummary, 'createdAt'> {
  readonly createdAt: string;
}

/** Reads stored customers. The profile is read from its message by the current rules. */
export class ReadCustomers {
  constructor(private readonly uses: { readonly customers: CustomerReader; readonly activateAfter: ActivateAfter }) {}

  /** The current version; undefined if the customer does not exist. */
  async current(customerExtId: string): Promise<CurrentCustomerView | undefined> {
    const view = viewOf(await this.uses.customers.find(customerExtId));
    // Read afterwards, so that none of the version's own screenings is missing.
    if (!view) return undefined;
    const screenings = await this.screeningsOf(customerExtId);
    const processes = screenings.map(({ process }) => process);
    const waitsFor = activationWaitsFor(view.customerStatus, processes, this.uses.activateAfter);
    return { ...view, screenings, ...(waitsFor.length > 0 && { activationWaitsFor: waitsFor }) };
  }

  /** One version; undefined if it does not exist. */
  async version(customerExtId: string, version: number): Promise<CustomerView | undefined> {
    return viewOf(await this.uses.customers.find(customerExtId, version));
  }

  /** All versions, oldest first; undefined if the customer does not exist. */
  async versions(customerExtId: string): Promise<readonly VersionView[] | undefined> {
    const versions = await this.uses.customers.versions(customerExtId);
    return versions?.map(({ createdAt, ...version }) => ({ ...version, createdAt: createdAt.toISOString() }));
  }

  private async screeningsOf(customerExtId: string): Promise<readonly ScreeningView[]> {
    const screenings = await this.uses.customers.outstandingScreenings(customerExtId);
    return screenings.map(({ requestedAt, ...screening }) => ({
      ...screening,
      requestedAt: requestedAt.toISOString(),
    }));
  }
}

function viewOf(stored: CustomerVersion | undefined): CustomerView | undefined {
  if (!stored) return undefined;
  const { body, createdAt, updatedAt, ...view } = stored;
  const profile = storedProfile(body);
  return {
    ...view,
    requestedStatus: profile.customerStatus,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    profile,
  };
}
