import { MemoryStore } from '../../memory/memory-store.js';
import { pageOf, publicVersion } from '../customers.memory.js';
import { SUPERSEDABLE_STATES } from '../register/consequences.js';
import type { PageLimit } from '../ports.js';
import type { CustomerExport, ExportedVersion, ExportPage } from './ports.js';

/** Exports the customers in memory. */
export class MemoryCustomerExport implements CustomerExport {
  constructor(private readonly data = new MemoryStore()) {}

  /** A cursor is the sequence number of a customer, with `:version` if later versions of it are still to come. */
  async page(after: string | undefined, limit: PageLimit): Promise<ExportPage> {
    const [from = '0', version] = after?.split(':') ?? [];
    const remaining = this.all().filter(
      ({ sequence, exported }) =>
        sequence > Number(from) ||
        (sequence === Number(from) && version !== undefined && exported.version > Number(version)),
    );
    const rows = pageOf(remaining, ({ exported }) => exported.body, limit);
    const last = rows.at(-1);
    return {
      versions: rows.map(({ exported }) => exported),
      ...(last && { cursor: `${last.sequence}${last.exported.isCurrent ? '' : `:${last.exported.version}`}` }),
    };
  }

  private all(): readonly Row[] {
    return [...this.data.customers.values()].flatMap(({ sequence, versions }) =>
      versions.map((version) => {
        const isCurrent = version === versions.at(-1);
        const isUndecided = isCurrent && this.isUndecided(version.customerExtId);
        const screenings = isCurrent ? this.data.outstandingScreenings(version.customerExtId) : [];
        return { sequence, exported: { ...publicVersion(version), isCurrent, isUndecided, screenings } };
      }),
    );
  }

  private isUndecided(customerExtId: string): boolean {
    return [...this.data.assessments.values()].some(
      ({ assessment }) =>
        assessment.customerExtId === customerExtId && SUPERSEDABLE_STATES.some((state) => state === assessment.state),
    );
  }
}

interface Row {
  readonly sequence: number;
  readonly exported: ExportedVersion;
}
