/** The cells of a record, or the reason why it is not valid CSV, as a sentence without a full stop. */
export type Cells = readonly string[] | { readonly fault: string };

/** A cell and the offset at which it ends. */
type Cell = { readonly text: string; readonly end: number } | { readonly fault: string };

/**
 * The cells of a record (RFC 4180). A quote inside a cell that does not begin with one is text, as spreadsheets and
 * data tools read it. Not a library, because a record is split off before (csv-splitter.ts), and because an operator
 * needs to know which cell is malformed and how.
 */
export function cellsOf(record: string, delimiter: string): Cells {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= record.length;) {
    const cell = record[at] === '"' ? quotedCell(record, at, delimiter) : plainCell(record, at, delimiter);
    if ('fault' in cell) return { fault: `Cell ${cells.length + 1} ${cell.fault}${swallowed(record)}` };
    cells.push(cell.text);
    at = cell.end + 1;
  }
  return cells;
}

function plainCell(record: string, start: number, delimiter: string): Cell {
  const next = record.indexOf(delimiter, start);
  const end = next < 0 ? record.length : next;
  const text = record.slice(start, end);
  return /^\s+"/.test(text) ? { fault: 'has a space before its quote: remove the space' } : { text, end };
}

function quotedCell(record: string, start: number, delimiter: string): Cell {
  let text = '';
  for (let from = start + 1; ;) {
    const quote = record.indexOf('"', from);
    if (quote < 0) return { fault: 'begins with a quote that is never closed' };
    text += record.slice(from, quote);
    const next = record[quote + 1];
    if (next === undefined || next === delimiter) return { text, end: quote + 1 };
    if (next !== '"') return { fault: 'has text after its closing quote: quotes inside a quoted cell must be doubled' };
    text += '"';
    from = quote + 2;
  }
}

/** A misplaced quote makes one record of several lines, which the operator may not expect. */
function swallowed(record: string): string {
  const lines = record.trimEnd().split(/\r\n|\r|\n/).length;
  return lines > 1 ? `. ${lines} lines were read as this record` : '';
}
