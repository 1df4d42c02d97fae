import { Overloaded } from '@aml-customer/application';

/**
 * SQLSTATE classes whose sentences speak of the server, of its objects or of rights, and never of a row or a parameter.
 */
const SPEAKS_OF_NO_DATA = /^(08|0A|25|28|3D|40|42|53|55|57|58|XX)/;

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** The connection broke (08), the server goes away (57P), or it could not tell how the statement ended (40003). */
const FATE_UNKNOWN = /^(08|57P|40003)/;

/** Others held a row for longer than the statement waits for it. */
const LOCK_NOT_AVAILABLE = '55P03';

/** What the driver and the job queue say by themselves; anything else might quote a value. */
const DRIVER_SENTENCES = [
  /^Query read timeout$/,
  /^(timeout exceeded when trying to connect|timeout expired)$/,
  /^Connection terminated/,
  /^Client (was closed|has encountered a connection error) and is not queryable$/,
  /^Cannot use a pool after calling end on the pool$/,
  /^SASL: /,
  /^The server does not support SSL connections$/,
  /^Database is using Graphile Worker schema revision/,
];

interface Reported {
  readonly severity?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly message?: string;
}

/**
 * The database did not do what it was asked. Carries the SQLSTATE (or the code of a system error) and the constraint;
 * never parameters, DETAIL or the original error, since those hold personal data, and errors end up in logs.
 */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  constructor(doing: string, error: unknown) {
    super(`PostgreSQL failed at ${doing}: ${reasonOf(error)}`);
    ({ code: this.code, constraint: this.constraint } = reported(error));
  }
}

/**
 * Does something with the database.
 * @throws StorageFailure in place of what the driver throws; Overloaded where rows stayed held by others, and nothing
 * was done.
 */
export async function attempt<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Overloaded || reported(error).code === LOCK_NOT_AVAILABLE
      ? new Overloaded()
      : new StorageFailure(doing, error);
  }
}

/** What may be told of an error: its code, the constraint, and its sentence where that holds no data. */
export function reasonOf(error: unknown): string {
  const { code, constraint } = reported(error);
  return [code, constraint, sentenceOf(reported(error))].filter(Boolean).join(', ') || kindOf(error);
}

const kindOf = (error: unknown): string => (error === undefined || error === null ? 'unknown' : error.constructor.name);

/**
 * Whether a statement left nothing for certain: the server says so. Of a connection that is lost nobody knows. Only the
 * code tells, since servers write the severity in their own language; but only the server's errors have one, and codes
 * of the system look alike (EPIPE).
 */
export function isUndone(error: unknown): boolean {
  const { severity, code = '' } = reported(error);
  return severity !== undefined && SQLSTATE.test(code) && !FATE_UNKNOWN.test(code);
}

/** An error's own members; the driver declares none of them. */
export const reported = (error: unknown): Reported => error ?? {};

function sentenceOf({ severity, code = '', message = '' }: Reported): string | undefined {
  const isHarmless = severity
    ? SPEAKS_OF_NO_DATA.test(code)
    : DRIVER_SENTENCES.some((sentence) => sentence.test(message));
  return isHarmless ? message : undefined;
}
