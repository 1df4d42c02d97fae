import { isUtf8 } from 'node:buffer';
import { fill, isObject, STRUCTURE, TOO_DEEP } from '@aml-customer/domain';
import { JsonScanner } from '@aml-customer/json-input';
import { malformedAt, tooDeepAt, formatPosition } from '@aml-customer/json-input';
import type { RawCsvRecord } from './csv.js';

/** Why a record was rejected, by the service or by the import itself. */
export interface Problem {
  readonly code: string;
  readonly description: string;
  /** The place in the message (RFC 6901), if known. */
  readonly pointer?: string;
}

/** One record of the input: a message to send, a record that cannot be sent, or a former version in an export. */
export type InputRecord = { readonly at: number; readonly number?: string; readonly bytes?: Buffer } & (
  | { readonly kind: 'message'; readonly bytes: Buffer; readonly keys: readonly string[] }
  | { readonly kind: 'rejected'; readonly problem: Problem }
  | { readonly kind: 'history' }
);

/** The most bytes that an export writes around a message. */
export const MAX_ENVELOPE_BYTES = 64 * 1024;

/**
 * Classifies raw records; a message may have `limit` bytes. Sends valid JSON as it is, so that the service checks it.
 */
export const parseRecord =
  (limit: number) =>
  ({ at, bytes, problem }: RawCsvRecord): InputRecord => {
    if (!bytes) return tooLarge(at, limit);
    if (problem) return rejected(at, problem, bytes);
    if (!isUtf8(bytes)) return rejected(at, notAnObject(': it is not UTF-8'), bytes);
    const text = bytes.toString();
    try {
      const record = read(at, bytes, JSON.parse(text) as unknown);
      return record.kind === 'message' && record.bytes.length > limit ? tooLarge(at, limit) : record;
    } catch {
      return rejected(
        at,
        notAnObject(tooDeepAt(text) ? TOO_DEEP : `: malformed at ${formatPosition(malformedAt(text))} of it`),
        bytes,
      );
    }
  };

const tooLarge = (at: number, limit: number): InputRecord =>
  rejected(at, {
    code: STRUCTURE.tooLarge.code,
    description: fill(STRUCTURE.tooLarge.sentence, [], { limit: String(limit) }),
  });
const notAnObject = (detail: string): Problem => ({
  code: STRUCTURE.notAnObject.code,
  description: fill(STRUCTURE.notAnObject.sentence, [], { detail }),
});
const rejected = (at: number, problem: Problem, bytes?: Buffer): InputRecord => ({
  at,
  kind: 'rejected',
  problem,
  ...(bytes && { bytes }),
});

/** Lines of an export are `{"customer":…}` and `{"version":…}` (docs/import-export.md); a message has neither. */
function read(at: number, bytes: Buffer, value: unknown): InputRecord {
  const { customer, version, communicationNumber } = members(value);
  if (communicationNumber === undefined && isObject(customer))
    return message(at, memberOf(bytes, 'customer'), customer);
  if (communicationNumber === undefined && isObject(version)) return { at, kind: 'history' };
  return message(at, bytes, members(value));
}

/** The unchanged bytes of an object member; the last one if the name occurs more than once. */
function memberOf(bytes: Buffer, name: string): Buffer {
  let [isMember, found] = [false, bytes];
  new JsonScanner(bytes, {
    key: (start, end) => void (isMember = JSON.parse(bytes.toString('utf8', start, end)) === name),
    value: (depth, start, end) => void (isMember && depth === 1 && (found = bytes.subarray(start, end))),
  }).run(Infinity);
  return found;
}

function message(at: number, bytes: Buffer, { communicationNumber, customerExtId }: Members): InputRecord {
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
/** Trimmed, as the service does. */
const keyOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.trim() : undefined);
