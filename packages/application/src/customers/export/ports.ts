import type { CustomerVersion, VersionCause } from '../ports.js';

/** A version of a customer as an export needs it; `updatedAt` is when this version was made. */
export interface ExportedVersion extends CustomerVersion {
  readonly cause: VersionCause;
  /** Whether it is the customer's current one. */
  readonly isCurrent: boolean;
  /** Whether an assessment of the customer waits to be made or decided; only of a current version. */
  readonly isUndecided: boolean;
}

/**
 * How much of an export is held at a time: so many versions at most, and none behind the one with which the messages
 * have so many bytes.
 */
export interface PageLimit {
  readonly versions: number;
  readonly bytes: number;
}

/** A part of an export, and the cursor to go on after; without one it was the last. */
export interface ExportPage {
  readonly versions: readonly ExportedVersion[];
  readonly cursor?: string;
}

/**
 * All versions of all customers, page by page: customers in the order in which they were registered, of each its
 * versions up to its current one. A page shows one moment. What happens to a customer after its current version was
 * given is left out, so a customer that is changed meanwhile has one current version; a customer that is registered
 * meanwhile may be missing.
 */
export interface CustomerExport {
  page(after: string | undefined, limit: PageLimit): Promise<ExportPage>;
}
