import type { CustomerStatus, Profile, RiskLevel } from '@aml-customer/domain';
import { isBelow } from '../../assessments/levels.js';
import type { Change } from '../../json-differences.js';
import type { CustomerReader, CustomerVersion, RequestedScreening, VersionSummary } from '../ports.js';
import { activationWaitsFor, type ActivateAfter } from '../activation.js';
import { ignoredFieldsOf, type IgnoredFields } from '../ignored-fields.js';
import { profileIn, storedReading } from '../stored-profile.js';
import { compareVersions } from './compare-versions.js';

/**
 * One version of a customer (docs/contract/contract.md, "Reading back"). Times are ISO 8601 in UTC. The ignored fields
 * are those of the message of the profile; they are absent if it has none.
 */
export interface CustomerView
  extends Omit<CustomerVersion, 'body' | 'createdAt' | 'updatedAt' | 'riskLevelBefore'>, Partial<IgnoredFields> {
  /** The level of the version before, if this version lowered it. */
  readonly loweredFrom?: RiskLevel;
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
  /** The screening processes that must run before the customer becomes ACTIVE; absent if there are none. */
  readonly activationWaitsFor?: readonly string[];
}

/** One line of a customer's history. */
export interface VersionView extends Omit<VersionSummary, 'createdAt' | 'riskLevelBefore'> {
  /** The level of the version before, if this version lowered it. */
  readonly loweredFrom?: RiskLevel;
  readonly createdAt: string;
}

/** A version, and what changed against the one before; the pointers point into the version's {@link CustomerView}. */
export interface ComparedVersionView extends VersionView {
  readonly changes: readonly Change[];
}

/** A page of compared versions, oldest first. `next` is the number after which the next page begins, if any. */
export interface ComparedPage {
  readonly versions: readonly ComparedVersionView[];
  readonly next?: number;
}

/** The bytes of messages after which a page of compared versions ends; its answer has about twice as many. */
const COMPARED_BYTES = 1024 * 1024;

/** Reads stored customers. The profile is read from its message by the current rules. */
export class ReadCustomers {
  constructor(private readonly uses: { readonly customers: CustomerReader; readonly activateAfter: ActivateAfter }) {}

  /** The current version; undefined if the customer does not exist. */
  async current(customerExtId: string): Promise<CurrentCustomerView | undefined> {
    const view = viewOf(await this.uses.customers.find(customerExtId));
    if (!view) return undefined;
    // Read after the version, so that none of its screenings is missing.
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
    return versions?.map(({ createdAt, ...version }) => ({
      ...withLoweredFrom(version),
      createdAt: createdAt.toISOString(),
    }));
  }

  /**
   * The versions after a version, or all from the first if `after` is 0, each with its changes. Undefined if there is
   * no such version or customer.
   */
  async compared(customerExtId: string, after: number, limit: number): Promise<ComparedPage | undefined> {
    const before = after === 0 ? undefined : await this.uses.customers.find(customerExtId, after);
    if (after !== 0 && !before) return undefined;
    const bounds = { versions: limit, bytes: COMPARED_BYTES };
    const { versions, hasMore } = await this.uses.customers.versionsAfter(customerExtId, after, bounds);
    if (after === 0 && versions.length === 0) return undefined;
    const compared = await compareVersions(before, versions);
    const next = hasMore ? versions.at(-1)?.version : undefined;
    return {
      versions: compared.map(({ version, changes }) => ({ ...lineOf(version), changes })),
      ...(next !== undefined && { next }),
    };
  }

  private async screeningsOf(customerExtId: string): Promise<readonly ScreeningView[]> {
    const screenings = await this.uses.customers.outstandingScreenings(customerExtId);
    return screenings.map(({ requestedAt, ...screening }) => ({
      ...screening,
      requestedAt: requestedAt.toISOString(),
    }));
  }
}

/** Replaces the level of the version before with `loweredFrom` if this version has a lower one. */
const withLoweredFrom = <V extends Pick<CustomerVersion, 'riskLevel' | 'riskLevelBefore'>>({
  riskLevelBefore,
  ...version
}: V) => ({
  ...version,
  ...(riskLevelBefore !== undefined && isBelow(version.riskLevel, riskLevelBefore) && { loweredFrom: riskLevelBefore }),
});

const lineOf = ({
  version,
  communicationNumber,
  updatedAt,
  cause,
  assessmentId,
  riskLevel,
  riskLevelBefore,
}: CustomerVersion): VersionView =>
  withLoweredFrom({
    version,
    communicationNumber,
    createdAt: updatedAt.toISOString(),
    cause,
    ...(assessmentId !== undefined && { assessmentId }),
    riskLevel,
    ...(riskLevelBefore !== undefined && { riskLevelBefore }),
  });

function viewOf(stored: CustomerVersion | undefined): CustomerView | undefined {
  if (!stored) return undefined;
  const { body, createdAt, updatedAt, ...view } = stored;
  const reading = storedReading(body);
  const profile = profileIn(reading);
  return {
    ...withLoweredFrom(view),
    requestedStatus: profile.customerStatus,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    profile,
    ...(reading.ignored.length > 0 && ignoredFieldsOf(reading)),
  };
}
