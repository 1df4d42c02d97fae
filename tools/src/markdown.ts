/** A Markdown table; a bar inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const COLUMNS = 120;

/** Breaks a text at spaces; lines after the first start with `indent`. */
function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  const [first = '', ...words] = text.split(' ');
  let line = first;
  for (const word of words) {
    if (line.length + 1 + word.length <= COLUMNS) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join('\n');
}

/** A Markdown list whose items are wrapped. */
export const bulletList = (items: readonly string[]): string =>
  items.map((item) => wrapped(`- ${item}`, '  ')).join('\n');

/** Wraps the paragraphs of a document; tables, headings and lists keep their lines. */
export const wrapParagraphs = (document: string): string =>
  document
    .split('\n')
    .map((line) => (/^[A-Z`[]/.test(line) ? wrapped(line) : line))
    .join('\n');

/**
 * Replaces the text between `<!-- name -->` and `<!-- /name -->`. The formatter skips it, since it would pad every
 * table row to the widest one.
 * @throws Error if the document lacks the marks
 */
export function section(document: string, name: string, content: string): string {
  const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marks.test(document)) throw new Error(`No section ${name}`);
  const unformatted = ['<!-- prettier-ignore-start -->', content, '<!-- prettier-ignore-end -->'].join('\n\n');
  return document.replace(marks, (_, begin: string, end: string) => `${begin}\n${unformatted}\n\n${end}`);
}
