import { kindAt } from '@aml-customer/domain';
import { CommandFailure } from '../client.js';

/** A column: the path of its field, with list indices as digits, and how a cell becomes a JSON value. */
export interface Column {
  readonly path: readonly string[];
  readonly write: (cell: string) => unknown;
}

/** Does not quote the header: without one, the first record is the data of a customer. */
const NO_FIELD =
  'The header names no field of the contract: the first record must name the fields, such as communicationNumber, ' +
  'separated by commas, semicolons or tabs';

const isField = (path: readonly string[]): boolean => kindAt(path) !== undefined;

/**
 * The columns that the first record names, such as `listAddress.0.country` (docs/import-export.md).
 * @throws CommandFailure if a name is not valid, or no name is a field.
 */
export function columnsOf(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.trim());
  if (!names.some((name) => isField(name.split('.')))) throw new CommandFailure(NO_FIELD);
  names.forEach((name, i) => {
    if (!name.split('.').every((step) => /\S/.test(step)))
      throw new CommandFailure(`Column ${i + 1} of the header has no name, or one with an empty part`);
    if (names.indexOf(name) !== i) throw new CommandFailure(`The header names ${name} twice`);
    if (names.some((other) => other.startsWith(`${name}.`)))
      throw new CommandFailure(`The header has ${name} both as a value and as a parent of other columns`);
  });
  return names.map((name) => ({ path: name.split('.'), write: writers[kindAt(name.split('.')) ?? 'text'] ?? asIs }));
}

/** The columns that are not fields of the contract; the service treats them as unknown fields. */
export const unknownColumns = (columns: readonly Column[]): string[] =>
  columns.filter(({ path }) => !isField(path)).map(({ path }) => path.join('.'));

const asIs = (cell: string): unknown => cell;

/**
 * Sends a number as a string, which the contract also accepts, if a JSON number could change its digits. Sends other
 * text unchanged, so that the service checks it.
 */
const asNumber = (cell: string): unknown => {
  const text = cell.trim();
  const number = Number(text);
  return String(number) === text && /^-?\d/.test(text) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text;
};

/** Spreadsheets write booleans in capitals. */
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
 * Builds the customer of a record; undefined if all cells are blank. Leaves out blank cells, and list elements whose
 * cells are all blank.
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

/** An object whose keys are all numbers becomes a list, ordered by key. */
function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const members = [...(value as Tree)].map(([name, inner]) => [name, plain(inner)] as const);
  if (!members.every(([name]) => /^\d+$/.test(name))) return Object.fromEntries(members);
  return members.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}
