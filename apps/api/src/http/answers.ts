import type { Problem } from '@aml-customer/domain';
import type { Response } from 'express';
import { unreadableAt, formatPosition } from '@aml-customer/json-input';
import { CONTENT_CODINGS } from '../body/received-bytes.js';
import type { Refusal } from '../body/refusal.js';

/** The bodies of the contract (docs/contract/contract.md, "The call"). */
export const ACCEPTED = { resultType: 'REQUEST_ACCEPTED' } as const;
export const FAILED = { resultType: 'REQUEST_REJECTED', status: 500, error: 'Internal Server Error' } as const;
export const BUSY = { resultType: 'REQUEST_REJECTED', status: 503, error: 'Service Unavailable' } as const;

/** When one who was answered {@link BUSY} may come back, in seconds: what waits is worked off in less. */
export const RETRY_AFTER_S = 1;

export const rejected = (errorCode: string, errorDescription: string) => ({
  resultType: 'REQUEST_REJECTED',
  errorCode,
  errorDescription,
});

/** Says of a JSON text that is no message where it is none. */
export const unreadable = ({ code, description }: Problem, text: string) =>
  rejected(code, `${description}: ${formatPosition(unreadableAt(text))}`);

/** Answers for a body that no use case saw; after 415 a sender is told what would do. */
export function refuse(response: Response, { status, code, description }: Refusal): void {
  if (status === 415) response.setHeader('Accept-Encoding', CONTENT_CODINGS);
  response.status(status).json(rejected(code, description));
}
