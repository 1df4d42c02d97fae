import type { CustomerExport, ExportedVersion, ExportPage, PageLimit } from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from '../database/database.js';
import { bigintOf } from '../database/row-values.js';
import { attempt } from '../database/storage-failure.js';

/** The length of a body is known without reading it, so versions beyond the page cost next to nothing. */
const PAGE = {
  name: 'aml-export-versions-of-so-many-bytes',
  text: `
    with listed as (
      select
        v.customer_id, c.ext_id, v.version, v.status, v.risk_level, v.title, m.communication_number, m.body,
        c.created_at as customer_created_at, v.created_at, v.cause, v.version = c.version as is_current
      from aml_customer.customer_version v
      join aml_customer.customer c on c.id = v.customer_id
      join aml_customer.message m on m.id = v.message_id
      where (v.customer_id, v.version) > ($1::bigint, $2::integer)
      order by v.customer_id, v.version
      limit $3
    ),
    page as (
      select
        *,
        sum(octet_length(body)) over (
          order by customer_id, version rows between unbounded preceding and 1 preceding
        ) as bytes_before
      from listed
    )
    select
      customer_id::text as id, ext_id as "customerExtId", version, status as "customerStatus",
      risk_level as "riskLevel", title, communication_number as "communicationNumber", body,
      customer_created_at as "createdAt", created_at as "updatedAt", cause, is_current as "isCurrent",
      is_current and exists (
        select from aml_customer.assessment a
        where a.customer_id = page.customer_id and a.state in ('QUEUED', 'PENDING')
      ) as "isUndecided"
    from page
    where coalesce(bytes_before, 0) < $4
    order by customer_id, version`,
};

/** Greater than any version, so that the next page begins with the next customer. */
const BEYOND = 2 ** 31 - 1;

/** All versions in PostgreSQL (port: CustomerExport). `page` rejects with a StorageFailure. */
export class PostgresCustomerExport implements CustomerExport {
  constructor(private readonly pool: Pool) {}

  /** A cursor is the key of a customer; ":" and a version follow if later versions of the customer remain. */
  async page(after: string | undefined, limit: PageLimit): Promise<ExportPage> {
    const [id = '0', version] = after?.split(':') ?? [];
    const rows = await attempt('exporting customers', () =>
      run<ExportedVersion & { readonly id: string }>(this.pool, PAGE, [
        bigintOf(id),
        version ?? (after === undefined ? 0 : BEYOND),
        limit.versions,
        limit.bytes,
      ]),
    );
    const last = rows.at(-1);
    return {
      versions: rows.map(({ id: _, ...row }) => ({
        ...row,
        createdAt: new Date(row.createdAt),
        updatedAt: new Date(row.updatedAt),
      })),
      ...(last && { cursor: last.isCurrent ? last.id : `${last.id}:${last.version}` }),
    };
  }
}
