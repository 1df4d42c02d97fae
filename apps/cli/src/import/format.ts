import { CommandFailure } from '../client.js';
import { csvCustomers, dialectOf, type RawCsvRecord } from './csv.js';
import type { Input } from './input.js';
import { JsonArraySplitter } from './json-array-splitter.js';
import { JsonLinesSplitter } from './json-lines-splitter.js';
import { isFormatted, JsonObjectsSplitter } from './json-objects-splitter.js';
import { afterFirst, split } from './splitter.js';

export const FORMATS = ['jsonl', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Recognises the format by the first characters: `[` and `{"customers":[` start an array, another object or an empty
 * input is JSON Lines, and everything else is CSV.
 */
function formatOf(head: string): Format {
  if (/^\s*(\{\s*"customers"\s*:\s*)?\[/.test(head)) return 'json';
  return /^\s*(\{|$)/.test(head) ? 'jsonl' : 'csv';
}

/** The unit that numbers the records of a format. */
export const placeOf = (format: Format): 'line' | 'element' => (format === 'json' ? 'element' : 'line');

/** An input whose start was read successfully. */
export interface Reading {
  readonly format: Format;
  /** Its records, each within the size limit. */
  readonly records: AsyncGenerator<readonly RawCsvRecord[]>;
}

/**
 * Reads up to the first record, in the given format or the one that the first characters suggest.
 * @throws CommandFailure if that part of the input cannot be read.
 */
export async function startReading(
  input: Pick<Input, 'chunks' | 'head'>,
  givenFormat: Format | undefined,
  limit: number,
  warn: (sentence: string) => void,
): Promise<Reading> {
  const format = givenFormat ?? formatOf(input.head);
  try {
    return { format, records: await afterFirst(recordsOf(input, format, limit, warn)) };
  } catch (error) {
    const isPerhapsJson = givenFormat === undefined && format === 'csv' && /"\s*:/.test(input.head);
    throw isPerhapsJson && error instanceof CommandFailure
      ? new CommandFailure(`${error.message}\n${TAKEN_FOR_CSV}`)
      : error;
  }
}

/** JSON Lines with a broken first line look like CSV. */
const TAKEN_FOR_CSV =
  'The input was read as CSV because it starts with neither { nor [. ' +
  'If it is JSON, correct its start, or use --format jsonl or --format json';

function recordsOf(
  { chunks, head }: Pick<Input, 'chunks' | 'head'>,
  format: Format,
  limit: number,
  warn: (sentence: string) => void,
): AsyncGenerator<readonly RawCsvRecord[]> {
  switch (format) {
    case 'jsonl':
      return split(chunks, isFormatted(head) ? new JsonObjectsSplitter(limit) : new JsonLinesSplitter(limit));
    case 'json':
      return split(chunks, new JsonArraySplitter(limit));
    case 'csv':
      return csvCustomers(chunks, limit, dialectOf(head), warn);
  }
}
