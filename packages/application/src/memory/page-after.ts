import type { Page } from '../page.js';

/** A page of a list in memory: the rows after a cursor, which is the sequence number of the last row passed. */
export function pageAfter<Row>(
  rows: readonly Row[],
  { after, limit, last, sequenceOf }: PageRequest<Row>,
): Page<Row> | undefined {
  const passed = Number(after ?? '0');
  if (!/^\d+$/.test(after ?? '0') || passed > last) return undefined;
  const found = rows.filter((row) => sequenceOf(row) > passed).slice(0, limit);
  const end = found.at(-1);
  const cursor = end === undefined ? after : String(sequenceOf(end));
  return { items: found, ...(cursor !== undefined && { cursor }) };
}

interface PageRequest<Row> {
  readonly after: string | undefined;
  readonly limit: number;
  /** The highest sequence number that was assigned. */
  readonly last: number;
  readonly sequenceOf: (row: Row) => number;
}
