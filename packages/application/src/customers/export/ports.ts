import type { CustomerVersion, PageLimit, RequestedScreening } from '../ports.js';

/** A version of a customer in an export. */
export interface ExportedVersion extends CustomerVersion {
  /** Whether it is the customer's current version. */
  readonly isCurrent: boolean;
  /** Whether an assessment of the customer is QUEUED or PENDING; only for a current version. */
  readonly isUndecided: boolean;
  /** The customer's screenings that have not run; only for a current version. */
  readonly screenings: readonly RequestedScreening[];
}

/** A page of an export, and the cursor of the next page; without a cursor it was the last page. */
export interface ExportPage {
  readonly versions: readonly ExportedVersion[];
  readonly cursor?: string;
}

/**
 * Reads all versions of all customers, page by page: customers in the order of registration, each with its versions up
 * to the current one. A page is a consistent snapshot. Changes to a customer after its current version was exported are
 * left out, so each customer has exactly one current version; a customer that is registered during the export may be
 * missing.
 */
export interface CustomerExport {
  page(after: string | undefined, limit: PageLimit): Promise<ExportPage>;
}
