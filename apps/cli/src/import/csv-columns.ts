import { isBlank, kindAt } from '@aml-customer/domain';
import { CommandFailure } from '../client.js';
import { counted } from '../counted.js';

type Kind = NonNullable<ReturnType<typeof kindAt>>;

/** A column of the header. A column without a name has no field. */
export interface Column {
  readonly name: string;
  /** The path of its field, with list indices as digits. */
  readonly path: readonly string[];
  readonly kind: Kind;
}

const isField = (path: readonly string[]): boolean => kindAt(path) !== undefined;

/** Whether a record has nothing but blank cells. */
export const isBlankRecord = (cells: readonly string[]): boolean => cells.every(isBlank);

/**
 * The columns that the header names, such as `listAddress.0.country` (docs/import-export.md). Does not quote a header
 * that names no field: it is probably the data of a customer.
 * @throws CommandFailure if a name is not valid, or no name is a field. `header` begins its message.
 */
export function columnsOf(cells: readonly string[], header: string): readonly Column[] {
  const names = cells.map((cell) => cell.trim());
  if (!names.some((name) => isField(name.split('.'))))
    throw new CommandFailure(
      `${header} names no field of the contract: the first record must name the fields, such as communicationNumber, ` +
        'separated by commas, semicolons or tabs',
    );
  names.forEach((name, i) => {
    if (name === '') return;
    if (!name.split('.').every((step) => /\S/.test(step)))
      throw new CommandFailure(`${header} has a name with an empty part in column ${i + 1}`);
    if (names.indexOf(name) !== i) throw new CommandFailure(`${header} names ${name} twice`);
    if (names.some((other) => other.startsWith(`${name}.`)))
      throw new CommandFailure(`${header} has ${name} both as a value and as a parent of other columns`);
  });
  return names.map((name) => ({ name, path: name.split('.'), kind: kindAt(name.split('.')) ?? 'text' }));
}

/** The columns that are not fields of the contract; the service treats them as unknown fields. */
export const unknownColumns = (columns: readonly Column[]): string[] =>
  columns.filter(({ name, path }) => name !== '' && !isField(path)).map(({ name }) => name);

/** The reason why the cells of a record cannot be read under their columns; undefined if they can. */
export function faultIn(cells: readonly string[], columns: readonly Column[]): string | undefined {
  const extra = cells.findIndex((cell, i) => i >= columns.length && !isBlank(cell));
  if (extra >= 0 || cells.length < columns.length)
    return `The record has ${counted(cells.length, 'cell')}, and the header has ${columns.length}`;
  for (const [i, { name, kind }] of columns.entries()) {
    const cell = cells[i] as string;
    if (name === '' && !isBlank(cell) && !isRowNumber(cell, i))
      return `Column ${i + 1} has a value, and the header does not name it`;
    const artefact = name === '' ? undefined : artefactIn(cell.trim(), kind);
    if (artefact !== undefined) return `Column ${name} has ${artefact}`;
  }
  return undefined;
}

/** Data tools number the rows in a first column without a name. */
const isRowNumber = (cell: string, column: number): boolean => column === 0 && /^\s*\d+\s*$/.test(cell);

/**
 * A value that a spreadsheet or data tool writes instead of the real one. As text it would be stored, such as a last
 * name `nan`. It is neither sent nor taken for blank, because nobody knows whether a value was lost.
 */
function artefactIn(text: string, kind: Kind): string | undefined {
  if (/^(nan|NaN|NaT|<NA>)$/.test(text)) return `${text}, which data tools write for a missing value: leave it empty`;
  if (/^#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/.test(text)) return 'an error of a spreadsheet';
  if (/^="/.test(text)) return 'a formula of a spreadsheet: save its value';
  if (isText(kind) && /^-?\d([.,]\d+)?E[+-]\d{2,}$/.test(text))
    return 'a number that a spreadsheet has shortened: format the column as text';
  return undefined;
}

const isText = (kind: Kind): boolean => kind === 'text' || kind === 'key' || kind === 'code';

/**
 * Sends a number as a string, which the contract also accepts, if a JSON number could change its digits. Sends other
 * text unchanged, so that the service checks it.
 */
const asNumber = (cell: string, delimiter: string): unknown => {
  const text = decimalPoint(cell.trim(), delimiter);
  const number = Number(text);
  return String(number) === text && /^-?\d/.test(text) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text;
};

/**
 * Where the comma is the decimal point, semicolons or tabs separate cells. A comma that could separate thousands, as in
 * `1,500`, is left to the service, which rejects it.
 */
const decimalPoint = (text: string, delimiter: string): string =>
  delimiter !== ',' && /^-?\d+,\d+$/.test(text) && !/^-?[1-9]\d{0,2},\d{3}$/.test(text) ? text.replace(',', '.') : text;

/** Spreadsheets and data tools write booleans as `TRUE` or `True`. */
const asBoolean = (cell: string): unknown => {
  const word = cell.trim().toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : cell;
};

/**
 * Data tools write a day as its midnight, and a time with a space instead of T. A time without an offset, other than
 * midnight, is left to the service, which rejects it.
 */
const asDate = (cell: string): unknown =>
  cell
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2})[ T]00:00(:00(\.0+)?)?$/, '$1')
    .replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}[\d:.,]*([Zz]|[+-][\d:]+))$/, '$1T$2');

const writers: Partial<Record<Kind, (cell: string, delimiter: string) => unknown>> = {
  integer: asNumber,
  decimal: asNumber,
  percentage: asNumber,
  boolean: asBoolean,
  date: asDate,
};

/** Builds the customer of a record. Leaves out blank cells, and list elements whose cells are all blank. */
export function customerOf(cells: readonly string[], columns: readonly Column[], delimiter: string): unknown {
  const customer = new Map<string, unknown>();
  columns.forEach(({ name, path, kind }, i) => {
    const cell = cells[i] as string;
    if (name !== '' && !isBlank(cell)) put(customer, path, writers[kind]?.(cell, delimiter) ?? cell);
  });
  return plain(customer);
}

type Tree = Map<string, unknown>;

function put(tree: Tree, [name, ...rest]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  if (rest.length === 0) return void tree.set(name, value);
  const inner = (tree.get(name) as Tree | undefined) ?? new Map<string, unknown>();
  tree.set(name, inner);
  put(inner, rest, value);
}

/** An object whose keys are all numbers becomes a list, ordered by key. */
function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const members = [...(value as Tree)].map(([name, inner]) => [name, plain(inner)] as const);
  if (!members.every(([name]) => /^\d+$/.test(name))) return Object.fromEntries(members);
  return members.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}
