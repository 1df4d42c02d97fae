import { STATUS_CODES } from 'node:http';

/** What is answered where no customer message is concerned (docs/contract/contract.md, "The call"). */
export interface HttpProblem {
  readonly timestamp: string;
  readonly status: number;
  readonly error: string;
  readonly path: string;
}

/** Makes one, of the request target as it came; a query stays out of it. */
export function httpProblem(status: number, target: string, now = new Date()): HttpProblem {
  return {
    timestamp: now.toISOString(),
    status,
    error: STATUS_CODES[status] ?? 'Error',
    path: target.replace(/[?#].*$/s, ''),
  };
}
