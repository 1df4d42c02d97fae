import { PREFIXES, scatteredSql, SUBJECTS } from './bodies.js';
import type { Server } from './database.js';

const CHUNK = 50_000;
const PERSON = SUBJECTS['minimal person'].text.replaceAll("'", "''");

/**
 * Inserts `many` customers into a database of the service, numbered from `first`, as if a minimal person had been
 * stored for each (store-statement.ts).
 */
export async function fill(server: Server, database: string, first: number, many: number): Promise<void> {
  for (let from = first; from < first + many; from += CHUNK)
    await server.run(database, storing(from, Math.min(from + CHUNK, first + many) - 1));
}

const storing = (from: number, to: number): string => `
  with numbered as materialized (
    select ${scatteredSql('i')} as number from generate_series(${from}::bigint, ${to}::bigint) as i
  ),
  message as (
    insert into aml_customer.message (communication_number, body)
    select '${PREFIXES.message}' || number, replace('${PERSON}', '0000000000', number) from numbered
    returning id, substr(communication_number, ${PREFIXES.message.length + 1}) as number, received_at
  ),
  customer as (
    insert into aml_customer.customer (ext_id, entity_type, status, risk_level, title, version, created_at, updated_at)
    select '${PREFIXES.customer}' || number, 'INDIVIDUAL', 'ACTIVE', 'LOW', 'Jonas Rimvydas', 1, now(), now() from numbered
    returning id, substr(ext_id, ${PREFIXES.customer.length + 1}) as number, version, status, risk_level, title
  )
  insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title, created_at)
  select customer.id, customer.version, message.id, 'MESSAGE', customer.status, customer.risk_level, customer.title, message.received_at
  from message join customer using (number)`;
