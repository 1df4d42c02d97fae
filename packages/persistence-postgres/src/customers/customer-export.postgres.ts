import type { CustomerExport, ExportedVersion, ExportPage, PageLimit } from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from '../database/database.js';
import { bigintOf } from '../database/row-values.js';
import { attempt } from '../database/storage-failure.js';
import { outstandingScreenings, screeningOf, type ScreeningRow } from './screening-rows.js';
import { bytesBefore, VERSION_COLUMNS, versionOf, type VersionRow } from './version-rows.js';

/** The length of a body is known without reading it, so versions beyond the page cost next to nothing. */
const PAGE = {
  name: 'aml-export-versions',
  text: `
    with listed as (
      select v.customer_id as id, ${VERSION_COLUMNS}, v.version = c.version as "isCurrent"
      from aml_customer.customer_version v
      join aml_customer.customer c on c.id = v.customer_id
      join aml_customer.message m on m.id = v.message_id
      where (v.customer_id, v.version) > ($1::bigint, $2::integer)
      order by v.customer_id, v.version
      limit $3
    ),
    page as (
      select *, ${bytesBefore('id, version')} as "bytesBefore" from listed
    )
    select
      page.*,
      "isCurrent" and exists (
        select from aml_customer.assessment a
        where a.customer_id = page.id and a.state in ('QUEUED', 'PENDING')
      ) as "isUndecided",
      case when "isCurrent" then ${outstandingScreenings('page.id')} else '[]' end as screenings
    from page
    where coalesce("bytesBefore", 0) < $4
    order by id, version`,
};

interface ExportRow extends VersionRow, Pick<ExportedVersion, 'isCurrent' | 'isUndecided'> {
  readonly id: string;
  readonly screenings: readonly ScreeningRow[];
  readonly bytesBefore: string | null;
}

/** Greater than any version, so that the next page begins with the next customer. */
const BEYOND = 2 ** 31 - 1;

/** All versions in PostgreSQL (port: CustomerExport). `page` rejects with a StorageFailure. */
export class PostgresCustomerExport implements CustomerExport {
  constructor(private readonly pool: Pool) {}

  /** A cursor is the key of a customer; ":" and a version follow if later versions of the customer remain. */
  async page(after: string | undefined, limit: PageLimit): Promise<ExportPage> {
    const [id = '0', version] = after?.split(':') ?? [];
    const rows = await attempt('exporting customers', () =>
      run<ExportRow>(this.pool, PAGE, [
        bigintOf(id),
        version ?? (after === undefined ? 0 : BEYOND),
        limit.versions,
        limit.bytes,
      ]),
    );
    const last = rows.at(-1);
    return {
      versions: rows.map(({ id: _, bytesBefore: __, screenings, ...row }) => ({
        ...versionOf(row),
        screenings: screenings.map(screeningOf),
      })),
      ...(last && { cursor: last.isCurrent ? last.id : `${last.id}:${last.version}` }),
    };
  }
}
