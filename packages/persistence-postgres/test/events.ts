import type { CallbackEvent, EventRouting } from '@aml-customer/application';
import { sql } from './support.js';

/** Writes an event in its own transaction. */
export async function writeEvent(
  url: string,
  event: CallbackEvent,
  { customer, requester }: EventRouting,
): Promise<void> {
  await sql(url, 'select aml_customer.write_events($1, $2, $3)', [
    customer,
    requester ?? null,
    JSON.stringify([event]),
  ]);
}

/** The key of a customer's row. */
export const customerKey = async (url: string, extId: string): Promise<string> =>
  (await sql<{ id: string }>(url, 'select id from aml_customer.customer where ext_id = $1', [extId]))[0]?.id ?? '';
