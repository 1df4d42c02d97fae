import { Overloaded, StoreFull } from '@aml-customer/application';

/**
 * SQLSTATE classes whose messages mention the server, its objects or privileges, never a row or a parameter.
 */
const WITHOUT_DATA = /^(08|0A|25|28|3D|40|42|53|55|57|58|XX)/;

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Connection lost (08), server shutting down (57P), statement completion unknown (40003). */
const COMPLETION_UNKNOWN = /^(08|57P|40003)/;

/** disk_full: there is no room for a table or an index. */
export const DISK_FULL = '53100';

/**
 * The statement did not get a row lock in time (lock_not_available), or no connection: the server is starting or
 * stopping (cannot_connect_now), has too many (too_many_connections), or does not listen.
 */
const NOT_STARTED = new Set(['55P03', '57P03', '53300', 'ECONNREFUSED']);

/** Messages of the driver and the job queue that quote no value. */
const DRIVER_MESSAGES = [
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
 * A database operation failed. It has the SQLSTATE (or the code of a system error) and the constraint, but never
 * parameters, DETAIL or the original error: those contain personal data, and errors are logged.
 */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  constructor(operation: string, error: unknown) {
    super(`PostgreSQL failed at ${operation}: ${reasonOf(error)}`);
    ({ code: this.code, constraint: this.constraint } = reported(error));
  }
}

/**
 * Runs a database operation; `operation` describes it in the error.
 * @throws StorageFailure instead of the driver's error. If nothing was done, StoreFull for a full disk, and Overloaded
 * if there was no row lock or no connection
 */
export async function attempt<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withoutEffect(error) ?? new StorageFailure(operation, error);
  }
}

/** The error of an operation that had no effect and can be retried; undefined for any other. */
function withoutEffect(error: unknown): Overloaded | undefined {
  if (error instanceof Overloaded) return error;
  const { code = '' } = reported(error);
  if (code === DISK_FULL) return new StoreFull();
  return NOT_STARTED.has(code) ? new Overloaded() : undefined;
}

/** Describes an error without personal data: its code, the constraint, and its message if that quotes no value. */
export function reasonOf(error: unknown): string {
  const { code, constraint } = reported(error);
  return [code, constraint, messageOf(reported(error))].filter(Boolean).join(', ') || kindOf(error);
}

const kindOf = (error: unknown): string => (error === undefined || error === null ? 'unknown' : error.constructor.name);

/**
 * Returns true if the server certainly rolled the statement back; after a lost connection that is unknown. Servers
 * translate the severity, so its value is ignored; its presence distinguishes server errors from system errors, whose
 * codes may look like an SQLSTATE (EPIPE).
 */
export function isRolledBack(error: unknown): boolean {
  const { severity, code = '' } = reported(error);
  return severity !== undefined && SQLSTATE.test(code) && !COMPLETION_UNKNOWN.test(code);
}

/** The members of a server or system error; the driver declares none of them. */
export const reported = (error: unknown): Reported => error ?? {};

function messageOf({ severity, code = '', message = '' }: Reported): string | undefined {
  const isSafe = severity ? WITHOUT_DATA.test(code) : DRIVER_MESSAGES.some((safe) => safe.test(message));
  return isSafe ? message : undefined;
}
