import { MemoryStore } from '../../memory/memory-store.js';
import { publicVersion } from '../customers.memory.js';
import { SUPERSEDABLE_STATES } from '../register/consequences.js';
import type { CustomerExport, ExportedVersion, ExportPage, PageLimit } from './ports.js';

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
    const rows = withinBytes(remaining.slice(0, limit.versions), limit.bytes);
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
        return { sequence, exported: { ...publicVersion(version), isCurrent, isUndecided } };
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

/** The rows up to the one with which the bodies reach the limit. */
function withinBytes(rows: readonly Row[], limit: number): readonly Row[] {
  let bytes = 0;
  const end = rows.findIndex(({ exported }) => (bytes += Buffer.byteLength(exported.body)) >= limit);
  return end === -1 ? rows : rows.slice(0, end + 1);
}
