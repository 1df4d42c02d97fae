import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { CommandFailure } from '../client.js';
import { columnsOf, customerOf, unknownColumns, type Column } from './csv-columns.js';
import { CsvRecords } from './csv-records.js';
import { cut, emptyInput, type Piece } from './pieces.js';

/** What does not read as a record of CSV; the code is the import's own, for no message ever comes of it. */
export const badRecord = (sentence: string) => ({ code: 'CSV', description: sentence });

/** A record as the customer that it stands for, or why it is none. */
export type CsvPiece = Piece & { readonly problem?: { readonly code: string; readonly description: string } };

/** Which of the usual delimiters parts the header. */
export function delimiterOf(head: string): string {
  const [line = ''] = head.replace(/"[^"]*"/g, '').split('\n');
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/**
 * Reads CSV as JSON texts of customers; the first record names the columns. `warn` hears of columns that are no field.
 * @throws CommandFailure where the header cannot be one, and at the end where a quote took along what no record can be.
 */
export async function* csvCustomers(
  chunks: AsyncIterable<Buffer>,
  limit: number,
  delimiter: string,
  warn: (sentence: string) => void,
): AsyncGenerator<readonly CsvPiece[]> {
  let columns: readonly Column[] | undefined;
  const cutter = new CsvRecords(limit, delimiter);
  for await (const records of cut(chunks, cutter)) {
    let rest = records;
    if (!columns && records[0]) {
      columns = columnsOf(namesOf(records[0], delimiter, limit));
      const unknown = unknownColumns(columns);
      if (unknown.length > 0) warn(`No field of the contract, and sent as it stands: ${unknown.join(', ')}`);
      rest = records.slice(1);
    }
    if (columns) yield customersOf(rest, delimiter, columns);
  }
  if (!columns) throw emptyInput();
  if (cutter.lostFrom !== undefined)
    throw new CommandFailure(
      `A quote of the record on line ${cutter.lostFrom} is never closed: nothing behind it was read`,
    );
}

/**
 * Without its header none of the records can be read, so an import of nothing does not pass for one that found nothing
 * wrong.
 */
function namesOf({ bytes }: Piece, delimiter: string, limit: number): readonly string[] {
  if (!bytes) throw new CommandFailure(`The header is longer than ${limit} bytes: a quote in it may never be closed`);
  if (!isUtf8(bytes)) throw new CommandFailure('The header is not UTF-8');
  const names = cellsOf(bytes, delimiter);
  if (!names) throw new CommandFailure('The quotes of the header are not as CSV has them');
  return names;
}

function customersOf(records: readonly Piece[], delimiter: string, columns: readonly Column[]): readonly CsvPiece[] {
  const rows = rowsOf(records, delimiter);
  return records.flatMap(({ at, bytes }, i): CsvPiece[] => {
    if (!bytes) return [{ at, bytes }];
    const cells = rows ? rows[i] : cellsOf(bytes, delimiter);
    if (!isUtf8(bytes)) return [{ at, bytes, problem: badRecord('The record is not UTF-8') }];
    if (!cells) return [{ at, bytes, problem: badRecord('The quotes of the record are not as CSV has them') }];
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.length !== columns.length)
      return [
        { at, bytes, problem: badRecord(`The record has ${cells.length} cells, and the header has ${columns.length}`) },
      ];
    return [{ at, bytes: Buffer.from(JSON.stringify(customerOf(cells, columns))) }];
  });
}

/** All records read at once, which is many times faster than one by one; undefined where any of them is broken. */
function rowsOf(records: readonly Piece[], delimiter: string): readonly (readonly string[])[] | undefined {
  if (!records.every(({ bytes }) => bytes)) return undefined;
  const rows = parsed(Buffer.concat(records.flatMap(({ bytes }) => [bytes as Buffer, NEWLINE])), delimiter);
  return rows?.length === records.length ? rows : undefined;
}

function cellsOf(record: Buffer, delimiter: string): readonly string[] | undefined {
  const rows = parsed(record, delimiter);
  return rows?.length === 1 ? rows[0] : undefined;
}

const NEWLINE = Buffer.from('\n');

function parsed(bytes: Buffer, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(bytes, { delimiter, record_delimiter: '\n', relax_column_count: true });
  } catch {
    return undefined;
  }
}
