import type { Problem } from '@aml-customer/domain';
import type { Response } from 'express';
import { unreadableAt, formatPosition } from '@aml-customer/json-input';
import { CONTENT_CODINGS } from '../body/received-bytes.js';
import type { Refusal } from '../body/refusal.js';

/** The bodies of the contract (docs/contract/contract.md, "The call"). */
export const ACCEPTED = { resultType: 'REQUEST_ACCEPTED' } as const;
export const FAILED = { resultType: 'REQUEST_REJECTED', status: 500, error: 'Internal Server Error' } as const;
export const BUSY = { resultType: 'REQUEST_REJECTED', status: 503, error: 'Service Unavailable' } as const;

const ACCEPTED_TEXT = JSON.stringify(ACCEPTED);

/** Answers an accepted message, which is the same answer each time: `json` of Express costs more than the write. */
export function accept(response: Response): void {
  response.statusCode = 202;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', ACCEPTED_TEXT.length);
  response.end(ACCEPTED_TEXT, 'latin1');
}

/** Seconds after which a client that got {@link BUSY} may retry; the backlog is processed in less. */
export const RETRY_AFTER_S = 1;

export const rejected = (errorCode: string, errorDescription: string) => ({
  resultType: 'REQUEST_REJECTED',
  errorCode,
  errorDescription,
});

/** The answer to a JSON text that is not a customer message; it names the position of the cause. */
export const unreadable = ({ code, description }: Problem, text: string) =>
  rejected(code, `${description}: ${formatPosition(unreadableAt(text))}`);

/** Answers a body that was refused before any use case; a 415 names the accepted content codings. */
export function refuse(response: Response, { status, code, description }: Refusal): void {
  if (status === 415) response.setHeader('Accept-Encoding', CONTENT_CODINGS);
  response.status(status).json(rejected(code, description));
}

/**
 * Counts the unknown fields of a message or batch in the answer, so that the sender learns of a misspelt name
 * (docs/contract/contract.md, "Reading the values"). Without any, there is no header.
 */
export function countIgnoredFields(response: Response, count: number): void {
  if (count > 0) response.setHeader('Ignored-Fields', String(count));
}
