import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';

/** The header that ties an answer to its log lines. */
export const REQUEST_ID = 'X-Request-Id';

/** Assigns an id to a request and its answer: the client's if it is safe in a log, otherwise a new one. */
export function identify(request: Request, response: Response): string {
  const id = acceptable(request.headers['x-request-id']) ?? randomUUID();
  request.id = id;
  response.setHeader(REQUEST_ID, id);
  return id;
}

const acceptable = (id: string | string[] | undefined): string | undefined =>
  typeof id === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(id) ? id : undefined;
