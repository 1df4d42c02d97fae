import { STATUS_CODES } from 'node:http';

/** The error form of calls other than customer messages (docs/contract/contract.md, "The call"). */
export interface HttpProblem {
  readonly timestamp: string;
  readonly status: number;
  readonly error: string;
  readonly path: string;
  /** The reason, if the status does not say it. */
  readonly errorDescription?: string;
}

/** Builds the error from the request target; it leaves out the query, which may hold personal data. */
export function httpProblem(status: number, target: string, now = new Date(), errorDescription?: string): HttpProblem {
  return {
    timestamp: now.toISOString(),
    status,
    error: STATUS_CODES[status] ?? 'Error',
    path: target.replace(/[?#].*$/s, ''),
    ...(errorDescription !== undefined && { errorDescription }),
  };
}
