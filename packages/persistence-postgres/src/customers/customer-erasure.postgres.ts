import { ERASED_KINDS, type CustomerErasure, type Erasure, type ErasureRequest } from '@aml-customer/application';
import type { Pool } from 'pg';
import { keyOf, run, type Prepared } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

const COUNTS = ERASED_KINDS.join(', ');
const ERASURE = `
  customer_hash as "customerHash", erased_by as "erasedBy", erased_at as "erasedAt",
  json_build_object(${ERASED_KINDS.map((kind) => `'${kind}', ${kind}`).join(', ')}) as removed`;

/** Deletes and records in one statement, so both happen or neither. */
const ERASE: Prepared = {
  name: 'aml-erase-customer',
  text: `
    with erased as (
      select * from aml_customer.erase_customer($1)
    )
    insert into aml_customer.erasure (customer_hash, erased_by, ${COUNTS})
    select $2, $3, ${COUNTS} from erased where customers > 0
    returning ${ERASURE}`,
};

const ERASURES: Prepared = {
  name: 'aml-erasures',
  text: `select ${ERASURE} from aml_customer.erasure where customer_hash = $1 order by id`,
};

/** Erases customers in PostgreSQL (port: CustomerErasure). Methods reject with a StorageFailure. */
export class PostgresCustomerErasure implements CustomerErasure {
  constructor(private readonly pool: Pool) {}

  async erase(customerExtId: string, { customerHash, erasedBy }: ErasureRequest): Promise<Erasure | undefined> {
    const [row] = await attempt('erasing a customer', () =>
      run<Erasure>(this.pool, ERASE, [keyOf(customerExtId), customerHash, erasedBy]),
    );
    return row && erasureOf(row);
  }

  async erasuresOf(customerHash: string): Promise<readonly Erasure[]> {
    const rows = await attempt('reading erasures', () => run<Erasure>(this.pool, ERASURES, [keyOf(customerHash)]));
    return rows.map(erasureOf);
  }
}

const erasureOf = (row: Erasure): Erasure => ({ ...row, erasedAt: new Date(row.erasedAt) });
