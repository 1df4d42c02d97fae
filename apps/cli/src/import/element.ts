import { isUtf8 } from 'node:buffer';
import { fill, isObject, STRUCTURE, TOO_DEEP } from '@aml-customer/domain';
import { JsonScanner } from '@aml-customer/json-input';
import { malformedAt, tooDeepAt, formatPosition } from '@aml-customer/json-input';
import type { CsvPiece } from './csv.js';

/** Why an element was not accepted, as the service or the import itself says it. */
export interface Problem {
  readonly code: string;
  readonly description: string;
  /** Where in the message (RFC 6901), as far as the service said. */
  readonly pointer?: string;
}

/**
 * What the input holds at one place: a message to send, something that cannot be one, or a line of an export's history.
 */
export type Element = { readonly at: number; readonly number?: string; readonly bytes?: Buffer } & (
  | { readonly kind: 'message'; readonly bytes: Buffer; readonly keys: readonly string[] }
  | { readonly kind: 'rejected'; readonly problem: Problem }
  | { readonly kind: 'history' }
);

/** What an export may write around a message, in bytes. */
export const ENVELOPE = 64 * 1024;

/**
 * Judges pieces; a message may have `limit` bytes, and what was longer than that and its {@link ENVELOPE} was
 * forgotten. What is JSON is sent as it stands, for the service to judge.
 */
export const elementOf =
  (limit: number) =>
  ({ at, bytes, problem }: CsvPiece): Element => {
    if (!bytes) return tooLarge(at, limit);
    if (problem) return rejected(at, problem, bytes);
    if (!isUtf8(bytes)) return rejected(at, notAnObject(': it is not UTF-8'), bytes);
    const text = bytes.toString();
    try {
      const element = read(at, bytes, JSON.parse(text) as unknown);
      return element.kind === 'message' && element.bytes.length > limit ? tooLarge(at, limit) : element;
    } catch {
      return rejected(
        at,
        notAnObject(tooDeepAt(text) ? TOO_DEEP : `: malformed at ${formatPosition(malformedAt(text))} of it`),
        bytes,
      );
    }
  };

const tooLarge = (at: number, limit: number): Element =>
  rejected(at, {
    code: STRUCTURE.tooLarge.code,
    description: fill(STRUCTURE.tooLarge.sentence, [], { limit: String(limit) }),
  });
const notAnObject = (detail: string): Problem => ({
  code: STRUCTURE.notAnObject.code,
  description: fill(STRUCTURE.notAnObject.sentence, [], { detail }),
});
const rejected = (at: number, problem: Problem, bytes?: Buffer): Element => ({
  at,
  kind: 'rejected',
  problem,
  ...(bytes && { bytes }),
});

/**
 * The lines of an export are `{"customer":…}` and `{"version":…}` (docs/import-export.md), and no message has a member
 * of either name alone.
 */
function read(at: number, bytes: Buffer, value: unknown): Element {
  const { customer, version, communicationNumber } = members(value);
  if (communicationNumber === undefined && isObject(customer))
    return message(at, memberOf(bytes, 'customer'), customer);
  if (communicationNumber === undefined && isObject(version)) return { at, kind: 'history' };
  return message(at, bytes, members(value));
}

/** The bytes of a member of an object, of the last one of that name, as they stand. */
function memberOf(bytes: Buffer, name: string): Buffer {
  let [isIt, found] = [false, bytes];
  new JsonScanner(bytes, {
    key: (start, end) => void (isIt = JSON.parse(bytes.toString('utf8', start, end)) === name),
    value: (depth, start, end) => void (isIt && depth === 1 && (found = bytes.subarray(start, end))),
  }).run(Infinity);
  return found;
}

function message(at: number, bytes: Buffer, { communicationNumber, customerExtId }: Members): Element {
  const number = keyOf(communicationNumber);
  const customer = keyOf(customerExtId);
  const keys = [
    ...(number === undefined ? [] : [`number ${number}`]),
    ...(customer === undefined ? [] : [`customer ${customer}`]),
  ];
  return { at, kind: 'message', bytes, keys, ...(number !== undefined && { number }) };
}

type Members = Readonly<Record<string, unknown>>;
const members = (value: unknown): Members => (isObject(value) ? value : {});
/** As the service reads keys: trimmed. */
const keyOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.trim() : undefined);
