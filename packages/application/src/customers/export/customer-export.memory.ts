import type { MemoryCustomers } from '../customers.memory.js';
import type { CustomerExport, ExportPage, PageLimit } from './ports.js';

/** Exports the customers in memory; nothing assesses those, so what asked for an assessment is undecided. */
export class MemoryCustomerExport implements CustomerExport {
  constructor(private readonly customers: MemoryCustomers) {}

  /** A cursor is the place of a customer, and after a colon its last version where the current one is still to come. */
  async page(after: string | undefined, limit: PageLimit): Promise<ExportPage> {
    const [from, version] = after === undefined ? [0, undefined] : [Number(after.split(':')[0]), after.split(':')[1]];
    const all = await Promise.all(this.customers.extIds().map((extId, place) => this.versionsOf(extId, place + 1)));
    const left = all
      .flat()
      .filter(
        (each) => each.place > from || (each.place === from && version !== undefined && each.version > Number(version)),
      )
      .slice(0, limit.versions);
    let bytes = 0;
    const end = left.findIndex(({ body }) => (bytes += Buffer.byteLength(body)) >= limit.bytes);
    const rest = end === -1 ? left : left.slice(0, end + 1);
    const last = rest.at(-1);
    return {
      versions: rest.map(({ place, ...each }) => each),
      ...(last && { cursor: `${last.place}${last.isCurrent ? '' : `:${last.version}`}` }),
    };
  }

  private async versionsOf(extId: string, place: number) {
    const summaries = (await this.customers.versions(extId)) ?? [];
    return Promise.all(
      summaries.map(async ({ version, cause, communicationNumber }, i) => {
        const isCurrent = i === summaries.length - 1;
        const followUps = await this.customers.queuedBy(communicationNumber);
        const found = await this.customers.find(extId, version);
        if (!found) throw new Error('A version is listed that there is not');
        return {
          ...found,
          place,
          cause,
          isCurrent,
          isUndecided: isCurrent && followUps.some(({ kind }) => kind === 'assessment'),
        };
      }),
    );
  }
}
