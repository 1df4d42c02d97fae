import { CommandFailure } from '../client.js';
import { csvCustomers, delimiterOf, type CsvPiece } from './csv.js';
import type { Input } from './input.js';
import { JsonArray } from './json-array.js';
import { JsonLines } from './json-lines.js';
import { begun, cut } from './pieces.js';

export const FORMATS = ['jsonl', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Tells the format by how the input begins: a bracket, or `{"customers":[`, is an array; another object, or nothing,
 * JSON Lines; all else CSV.
 */
function formatOf(head: string): Format {
  if (/^\s*(\{\s*"customers"\s*:\s*)?\[/.test(head)) return 'json';
  return /^\s*(\{|$)/.test(head) ? 'jsonl' : 'csv';
}

/** What counts the places of a format. */
export const placeOf = (format: Format): 'line' | 'element' => (format === 'json' ? 'element' : 'line');

/** An input that reads from its beginning on. */
export interface Reading {
  readonly format: Format;
  /** The texts of its customers, each of no more than so many bytes. */
  readonly pieces: AsyncGenerator<readonly CsvPiece[]>;
}

/**
 * Reads as far as the first customer, in the format that was told or else by how the input begins.
 * @throws CommandFailure where it does not read that far.
 */
export async function startReading(
  input: Pick<Input, 'chunks' | 'head'>,
  told: Format | undefined,
  limit: number,
  warn: (sentence: string) => void,
): Promise<Reading> {
  const format = told ?? formatOf(input.head);
  try {
    return { format, pieces: await begun(piecesOf(input, format, limit, warn)) };
  } catch (error) {
    throw told === undefined && format === 'csv' && error instanceof CommandFailure
      ? new CommandFailure(`${error.message}\n${TAKEN_FOR_CSV}`)
      : error;
  }
}

/** CSV is what all else is taken for, such as JSON Lines of which the first is broken. */
const TAKEN_FOR_CSV =
  'The input was taken for CSV, since it begins neither with { nor with [. If it is JSON, mend its beginning, or say --format jsonl or --format json';

function piecesOf(
  { chunks, head }: Pick<Input, 'chunks' | 'head'>,
  format: Format,
  limit: number,
  warn: (sentence: string) => void,
): AsyncGenerator<readonly CsvPiece[]> {
  switch (format) {
    case 'jsonl':
      return cut(chunks, new JsonLines(limit));
    case 'json':
      return cut(chunks, new JsonArray(limit));
    case 'csv':
      return csvCustomers(chunks, limit, delimiterOf(head), warn);
  }
}
