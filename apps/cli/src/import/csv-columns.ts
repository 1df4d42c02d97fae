import { kindAt } from '@aml-customer/domain';
import { CommandFailure } from '../client.js';

/** A column: the way to a value, its list indices as digits, and how the words in it are written as JSON. */
export interface Column {
  readonly path: readonly string[];
  readonly write: (cell: string) => unknown;
}

/** Quotes nothing: the first record of CSV without a header is a customer. */
const NO_FIELD =
  'No column of the header is a field of the contract: the first record names the fields, such as communicationNumber, parted by commas, semicolons or tabs';

const isField = (path: readonly string[]): boolean => kindAt(path) !== undefined;

/**
 * The columns that the first record names, such as `listAddress.0.country` (docs/import-export.md).
 * @throws CommandFailure where a name cannot be one, or none is a field.
 */
export function columnsOf(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.trim());
  if (!names.some((name) => isField(name.split('.')))) throw new CommandFailure(NO_FIELD);
  names.forEach((name, i) => {
    if (!name.split('.').every((step) => /\S/.test(step)))
      throw new CommandFailure(`Column ${i + 1} of the header has no name, or one with an empty part`);
    if (names.indexOf(name) !== i) throw new CommandFailure(`The header names ${name} twice`);
    if (names.some((other) => other.startsWith(`${name}.`)))
      throw new CommandFailure(`The header names ${name} as one value and as several`);
  });
  return names.map((name) => ({ path: name.split('.'), write: writers[kindAt(name.split('.')) ?? 'text'] ?? asIs }));
}

/** The columns of which the table of fields knows nothing: the service takes them for fields that are unknown. */
export const unknownColumns = (columns: readonly Column[]): string[] =>
  columns.filter(({ path }) => !isField(path)).map(({ path }) => path.join('.'));

const asIs = (cell: string): unknown => cell;

/**
 * Digits that a JSON number would change, or might have changed, are sent as the string that the contract takes too,
 * and what is no number as it stands, for the service to judge.
 */
const asNumber = (cell: string): unknown => {
  const text = cell.trim();
  const number = Number(text);
  return String(number) === text && /^-?\d/.test(text) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text;
};

/** Spreadsheets write the words in capitals. */
const asBoolean = (cell: string): unknown => {
  const word = cell.trim().toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : cell;
};

const writers: Partial<Record<NonNullable<ReturnType<typeof kindAt>>, (cell: string) => unknown>> = {
  integer: asNumber,
  decimal: asNumber,
  percentage: asNumber,
  boolean: asBoolean,
};

/**
 * A customer of the cells of a record, undefined where all are blank: an empty cell is absent, and so is an element of
 * a list of which all are.
 */
export function customerOf(cells: readonly string[], columns: readonly Column[]): unknown {
  const customer = new Map<string, unknown>();
  cells.forEach((cell, i) => {
    const { path, write } = columns[i] as Column;
    if (cell.trim() !== '') put(customer, path, write(cell));
  });
  return customer.size === 0 ? undefined : plain(customer);
}

type Tree = Map<string, unknown>;

function put(tree: Tree, [name, ...rest]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  if (rest.length === 0) return void tree.set(name, value);
  const inner = (tree.get(name) as Tree | undefined) ?? new Map<string, unknown>();
  tree.set(name, inner);
  put(inner, rest, value);
}

/** What has only numbers for names is a list, in their order. */
function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const members = [...(value as Tree)].map(([name, inner]) => [name, plain(inner)] as const);
  if (!members.every(([name]) => /^\d+$/.test(name))) return Object.fromEntries(members);
  return members.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}
