import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** The header that ties an answer to its log lines. */
export const REQUEST_ID = 'X-Request-Id';

/** Gives a request an id, its sender's where it is harmless in a log, and its answer the same. */
export function identify(request: Request, response: Response): string {
  const id = takeOver(request.headers['x-request-id']) ?? randomUUID();
  request.id = id;
  response.setHeader(REQUEST_ID, id);
  return id;
}

/** The first step of every request. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  identify(request, response);
  next();
}

const takeOver = (given: string | string[] | undefined): string | undefined =>
  typeof given === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : undefined;
