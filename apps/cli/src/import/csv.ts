import { isUtf8 } from 'node:buffer';
import { CommandFailure } from '../client.js';
import { cellsOf } from './csv-cells.js';
import { columnsOf, customerOf, faultIn, isBlankRecord, unknownColumns, type Column } from './csv-columns.js';
import { CsvSplitter, type Dialect } from './csv-splitter.js';
import { emptyInput, split, type RawRecord } from './splitter.js';

/** The problem of a malformed record. The code is not part of the contract, because no message is sent. */
const badRecord = (sentence: string) => ({ code: 'CSV', description: sentence });

/** The JSON of a CSV record, or the problem that makes it unreadable. */
export type RawCsvRecord = RawRecord & { readonly problem?: { readonly code: string; readonly description: string } };

/** The first line by which Excel chooses the delimiter. */
const SEPARATOR_LINE = /^"?sep=([!#-/:-@[-`{-~]|\t)"?[,;\s]*$/i;

const NOT_UTF8 = 'is not UTF-8: a spreadsheet saves it as "CSV UTF-8"';

/** Recognises the dialect by the start of the input. */
export const dialectOf = (head: string): Dialect => ({
  delimiter: delimiterOf(head),
  // Data tools leave the other character unquoted in a cell.
  lineEnd: /\r\n|\n|\r/.exec(head)?.[0] === '\r' ? '\r' : '\n',
});

/**
 * The delimiter: that of the first line if it is `sep=;` or similar, otherwise the one of comma, semicolon and tab
 * that occurs most often in the header.
 */
function delimiterOf(head: string): string {
  const [, chosen] = SEPARATOR_LINE.exec(firstLineOf(head)) ?? [];
  if (chosen !== undefined) return chosen;
  const header = firstLineOf(head.replace(/"[^"]*"/g, (cell) => (/[^"\s]/.test(cell) ? 'quoted' : '')));
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The first line that has more than blank cells. */
const firstLineOf = (text: string): string => text.split(/[\r\n]+/).find((line) => /[^\s,;]/.test(line)) ?? '';

/**
 * Converts CSV to the JSON texts of customers; the first record that is not blank names the columns. Calls `warn` with
 * the columns that are not fields.
 * @throws CommandFailure if the header is not valid or, at the end, if a quote was never closed.
 */
export async function* csvCustomers(
  chunks: AsyncIterable<Buffer>,
  limit: number,
  dialect: Dialect,
  warn: (sentence: string) => void,
): AsyncGenerator<readonly RawCsvRecord[]> {
  let columns: readonly Column[] | undefined;
  const splitter = new CsvSplitter(limit, dialect);
  const { delimiter } = dialect;
  for await (const records of split(chunks, splitter)) {
    let next = 0;
    while (!columns && next < records.length) columns = headerOf(records[next++] as RawRecord, delimiter, limit, warn);
    if (columns) yield customersOf(records.slice(next), delimiter, columns);
  }
  if (!columns) throw emptyInput();
  if (splitter.unclosedFrom !== undefined)
    throw new CommandFailure(
      `A quote in the record on line ${splitter.unclosedFrom} is never closed: nothing after it was read`,
    );
}

/**
 * The columns, or undefined for a record before the header: a blank one or `sep=;`. Without a header no record can be
 * read, so the import must not report success.
 */
function headerOf(
  { at, bytes }: RawRecord,
  delimiter: string,
  limit: number,
  warn: (sentence: string) => void,
): readonly Column[] | undefined {
  const header = `The header (line ${at})`;
  if (!bytes) throw new CommandFailure(`${header} is longer than ${limit} bytes: a quote in it may never be closed`);
  if (!isUtf8(bytes)) throw new CommandFailure(`${header} ${NOT_UTF8}`);
  const text = bytes.toString();
  if (SEPARATOR_LINE.test(text)) return undefined;
  const names = cellsOf(text, delimiter);
  if ('fault' in names) throw new CommandFailure(`${header} is not valid CSV. ${names.fault}`);
  if (isBlankRecord(names)) return undefined;
  const columns = columnsOf(names, header);
  const unknown = unknownColumns(columns);
  if (unknown.length > 0) warn(`Columns that are not fields of the contract, sent unchanged: ${unknown.join(', ')}`);
  if (columns[0]?.name === '') warn('Column 1 has no name: row numbers in it are left out');
  return columns;
}

function customersOf(
  records: readonly RawRecord[],
  delimiter: string,
  columns: readonly Column[],
): readonly RawCsvRecord[] {
  return records.flatMap(({ at, bytes }): RawCsvRecord[] => {
    if (!bytes) return [{ at, bytes }];
    const rejected = (sentence: string) => [{ at, bytes, problem: badRecord(sentence) }];
    if (!isUtf8(bytes)) return rejected(`The record ${NOT_UTF8}`);
    const cells = cellsOf(bytes.toString(), delimiter);
    if ('fault' in cells) return rejected(cells.fault);
    if (isBlankRecord(cells)) return [];
    const fault = faultIn(cells, columns);
    return fault === undefined
      ? [{ at, bytes: Buffer.from(JSON.stringify(customerOf(cells, columns, delimiter))) }]
      : rejected(fault);
  });
}
