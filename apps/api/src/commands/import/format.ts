import { csvCustomers, delimiterOf, type CsvPiece } from './csv.js';
import type { Input } from './input.js';
import { JsonArray } from './json-array.js';
import { JsonLines } from './json-lines.js';
import { cut } from './pieces.js';

export const FORMATS = ['jsonl', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Tells the format by how the input begins: a bracket, or `{"customers":[`, is an array; another object, or nothing, JSON Lines; all else CSV. */
export function formatOf(head: string): Format {
  if (/^\s*(\{\s*"customers"\s*:\s*)?\[/.test(head)) return 'json';
  return /^\s*(\{|$)/.test(head) ? 'jsonl' : 'csv';
}

/** What counts the places of a format. */
export const placeOf = (format: Format): 'line' | 'element' => (format === 'json' ? 'element' : 'line');

/** Cuts an input into the texts of customers, each of no more than `limit` bytes. */
export function piecesOf({ chunks, head }: Pick<Input, 'chunks' | 'head'>, format: Format, limit: number, warn: (sentence: string) => void): AsyncIterable<readonly CsvPiece[]> {
  switch (format) {
    case 'jsonl': return cut(chunks, new JsonLines(limit));
    case 'json': return cut(chunks, new JsonArray(limit));
    case 'csv': return csvCustomers(chunks, limit, delimiterOf(head), warn);
  }
}
