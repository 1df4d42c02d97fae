import type { Page } from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from '../database/database.js';
import { bigintOf } from '../database/row-values.js';

/** How many events one transaction numbers, so that none takes long after a period without readers. */
const BATCH = 5_000;

const NUMBER = { name: 'aml-number-events', text: 'select aml_customer.number_events($1) as numbered' };
const REACHED = { name: 'aml-feed-position', text: 'select aml_customer.feed_reached()::text as position' };

/**
 * A statement that reads the feed. Its parameters are `values`, the position to start after, and the maximum number of
 * rows; it selects the `position` of each row.
 */
export interface FeedRead<Item> {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly item: (row: never) => Item;
}

/** Reads the feed after a cursor, which is a position. Returns undefined if that position was never assigned. */
export async function readFeed<Item>(
  pool: Pool,
  { name, text, values, item }: FeedRead<Item>,
  after: string | undefined,
  limit: number,
): Promise<Page<Item> | undefined> {
  await numberEvents(pool);
  const begin = bigintOf(after ?? '0');
  if (begin === null || !(await isReached(pool, begin))) return undefined;
  const rows = await run<{ position: string }>(pool, { name, text }, [...values, begin, limit]);
  const cursor = rows.at(-1)?.position ?? after;
  return { items: rows.map((row) => item(row as never)), ...(cursor !== undefined && { cursor }) };
}

async function numberEvents(pool: Pool): Promise<void> {
  for (let numbered = BATCH; numbered === BATCH;)
    numbered = (await run<{ numbered: number }>(pool, NUMBER, [BATCH]))[0]?.numbered ?? 0;
}

async function isReached(pool: Pool, position: string): Promise<boolean> {
  const [row] = await run<{ position: string }>(pool, REACHED, []);
  return BigInt(position) <= BigInt(row?.position ?? '0');
}
