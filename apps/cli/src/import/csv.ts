import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { CommandFailure } from '../client.js';
import { counted } from '../counted.js';
import { columnsOf, customerOf, unknownColumns, type Column } from './csv-columns.js';
import { CsvSplitter } from './csv-splitter.js';
import { emptyInput, split, type RawRecord } from './splitter.js';

/** The problem of a malformed record. The code is not part of the contract, because no message is sent. */
const badRecord = (sentence: string) => ({ code: 'CSV', description: sentence });

/** The JSON of a CSV record, or the problem that makes it unreadable. */
export type RawCsvRecord = RawRecord & { readonly problem?: { readonly code: string; readonly description: string } };

/** The delimiter, of comma, semicolon and tab, that occurs most often in the header. */
export function delimiterOf(head: string): string {
  const [line = ''] = head.replace(/"[^"]*"/g, '').split('\n');
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/**
 * Converts CSV to the JSON texts of customers; the first record names the columns. Calls `warn` with the columns that
 * are not fields.
 * @throws CommandFailure if the header is not valid or, at the end, if a quote was never closed.
 */
export async function* csvCustomers(
  chunks: AsyncIterable<Buffer>,
  limit: number,
  delimiter: string,
  warn: (sentence: string) => void,
): AsyncGenerator<readonly RawCsvRecord[]> {
  let columns: readonly Column[] | undefined;
  const splitter = new CsvSplitter(limit, delimiter);
  for await (const records of split(chunks, splitter)) {
    let rest = records;
    if (!columns && records[0]) {
      columns = columnsOf(namesOf(records[0], delimiter, limit));
      const unknown = unknownColumns(columns);
      if (unknown.length > 0)
        warn(`Columns that are not fields of the contract, sent unchanged: ${unknown.join(', ')}`);
      rest = records.slice(1);
    }
    if (columns) yield customersOf(rest, delimiter, columns);
  }
  if (!columns) throw emptyInput();
  if (splitter.unclosedFrom !== undefined)
    throw new CommandFailure(
      `A quote in the record on line ${splitter.unclosedFrom} is never closed: nothing after it was read`,
    );
}

/** Without a header no record can be read, so the import must not report success. */
function namesOf({ bytes }: RawRecord, delimiter: string, limit: number): readonly string[] {
  if (!bytes) throw new CommandFailure(`The header is longer than ${limit} bytes: a quote in it may never be closed`);
  if (!isUtf8(bytes)) throw new CommandFailure('The header is not UTF-8');
  const names = cellsOf(bytes, delimiter);
  if (!names) throw new CommandFailure('The quotes of the header are not valid CSV');
  return names;
}

function customersOf(
  records: readonly RawRecord[],
  delimiter: string,
  columns: readonly Column[],
): readonly RawCsvRecord[] {
  const rows = rowsOf(records, delimiter);
  return records.flatMap(({ at, bytes }, i): RawCsvRecord[] => {
    if (!bytes) return [{ at, bytes }];
    const cells = rows ? rows[i] : cellsOf(bytes, delimiter);
    if (!isUtf8(bytes)) return [{ at, bytes, problem: badRecord('The record is not UTF-8') }];
    if (!cells) return [{ at, bytes, problem: badRecord('The quotes of the record are not valid CSV') }];
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.length !== columns.length)
      return [
        {
          at,
          bytes,
          problem: badRecord(`The record has ${counted(cells.length, 'cell')}, and the header has ${columns.length}`),
        },
      ];
    return [{ at, bytes: Buffer.from(JSON.stringify(customerOf(cells, columns))) }];
  });
}

/** Parses all records in one call, which is many times faster; undefined if any of them is malformed. */
function rowsOf(records: readonly RawRecord[], delimiter: string): readonly (readonly string[])[] | undefined {
  if (!records.every(({ bytes }) => bytes)) return undefined;
  const rows = parseCsv(Buffer.concat(records.flatMap(({ bytes }) => [bytes as Buffer, NEWLINE])), delimiter);
  return rows?.length === records.length ? rows : undefined;
}

function cellsOf(record: Buffer, delimiter: string): readonly string[] | undefined {
  const rows = parseCsv(record, delimiter);
  return rows?.length === 1 ? rows[0] : undefined;
}

const NEWLINE = Buffer.from('\n');

function parseCsv(bytes: Buffer, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(bytes, { delimiter, record_delimiter: '\n', relax_column_count: true });
  } catch {
    return undefined;
  }
}
