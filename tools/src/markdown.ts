/** A Markdown table; a bar inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const COLUMNS = 120;

/** A Markdown list whose items are wrapped at spaces. */
export const bulletList = (items: readonly string[]): string => items.map(bullet).join('\n');

function bullet(item: string): string {
  const lines: string[] = [];
  let line = '-';
  for (const word of item.split(' ')) {
    if (line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

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
