import type { CustomerExport, ExportedVersion, ExportPage } from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from './database.js';
import { bigintOf } from './given.js';
import { attempt } from './storage-failure.js';

const PAGE = {
  name: 'aml-export-versions',
  text: `
    select v.customer_id::text as id, c.ext_id as "customerExtId", v.version, v.status as "customerStatus", v.risk_level as "riskLevel", v.title,
      m.communication_number as "communicationNumber", m.body, c.created_at as "createdAt", v.created_at as "updatedAt", v.cause, v.version = c.version as "isCurrent",
      v.version = c.version and exists (select from aml_customer.assessment a where a.customer_id = v.customer_id and a.state in ('QUEUED', 'PENDING')) as "isUndecided"
    from aml_customer.customer_version v
    join aml_customer.customer c on c.id = v.customer_id
    join aml_customer.message m on m.id = v.message_id
    where (v.customer_id, v.version) > ($1::bigint, $2::integer)
    order by v.customer_id, v.version limit $3`,
};

/** Beyond every version, so that the next page begins with the next customer. */
const BEYOND = 2 ** 31 - 1;

/** All versions in PostgreSQL (port: CustomerExport). `page` rejects with a StorageFailure. */
export class PostgresCustomerExport implements CustomerExport {
  constructor(private readonly pool: Pool) {}

  /** A cursor is a customer's key, and after a colon its last version where the current one is still to come. */
  async page(after: string | undefined, limit: number): Promise<ExportPage> {
    const [id = '0', version] = after?.split(':') ?? [];
    const rows = await attempt('exporting customers', () => run<ExportedVersion & { readonly id: string }>(this.pool, PAGE, [bigintOf(id), version ?? (after === undefined ? 0 : BEYOND), limit]));
    const last = rows.at(-1);
    return { versions: rows.map(({ id: _, ...row }) => ({ ...row, createdAt: new Date(row.createdAt), updatedAt: new Date(row.updatedAt) })), ...(last && { cursor: last.isCurrent ? last.id : `${last.id}:${last.version}` }) };
  }
}
