import type { CustomerStatus, Profile, RiskLevel } from '@aml-customer/domain';
import type { Customers, CustomerVersion, VersionCause } from '../ports.js';
import { storedProfile } from '../stored-profile.js';

/**
 * One version of a customer as it is read back (docs/contract/contract.md, "Reading back"); times are ISO 8601 in UTC.
 */
export interface CustomerView {
  readonly customerExtId: string;
  readonly version: number;
  readonly customerStatus: CustomerStatus;
  readonly riskLevel: RiskLevel;
  readonly title: string;
  readonly communicationNumber: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly profile: Profile;
}

/** One line of a customer's history, and what caused it. */
export interface VersionView {
  readonly version: number;
  readonly communicationNumber: string;
  readonly createdAt: string;
  readonly cause: VersionCause;
}

/**
 * Reads registered customers back. The profile is read anew from the message that it came with, by the rules of today.
 */
export class ReadCustomers {
  constructor(private readonly uses: { readonly customers: Customers }) {}

  /** The customer as it is now; undefined where there is none. */
  async current(customerExtId: string): Promise<CustomerView | undefined> {
    return viewOf(await this.uses.customers.find(customerExtId));
  }

  /** One version, as it was; undefined where there is none. */
  async version(customerExtId: string, version: number): Promise<CustomerView | undefined> {
    return viewOf(await this.uses.customers.find(customerExtId, version));
  }

  /** All versions, the first one first; undefined where there is no such customer. */
  async versions(customerExtId: string): Promise<readonly VersionView[] | undefined> {
    const versions = await this.uses.customers.versions(customerExtId);
    return versions?.map(({ version, communicationNumber, createdAt, cause }) => ({
      version,
      communicationNumber,
      createdAt: createdAt.toISOString(),
      cause,
    }));
  }
}

function viewOf(stored: CustomerVersion | undefined): CustomerView | undefined {
  if (!stored) return undefined;
  const { body, createdAt, updatedAt, ...view } = stored;
  return {
    ...view,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    profile: storedProfile(body),
  };
}
