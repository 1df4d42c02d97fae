import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { routeOf } from '../http/routes.js';
import { batchOf, messageOf } from './message-facts.js';

/** Writes one line a request: by which route, never the URL, which has a customer's id in it; no headers, no bodies. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const received = performance.now();
    request.log = log.child({ requestId: request.id });
    response.once('close', () => {
      request.log[levelOf(response.statusCode)](
        facts(request, response, Math.round(performance.now() - received)),
        response.writableFinished ? 'answered' : 'broken off by the sender',
      );
    });
    next();
  };
}

/** Having too much to do, or stopping, is no fault (503); anything else of ours is. */
const levelOf = (status: number): 'info' | 'warn' | 'error' =>
  status === 503 ? 'warn' : status >= 500 ? 'error' : 'info';

function facts(request: Request, response: Response, durationMs: number): object {
  const status = response.headersSent ? { status: response.statusCode } : {};
  const batch = batchOf(response)?.outcomes();
  return {
    method: request.method,
    route: routeOf(request),
    ...status,
    durationMs,
    ...messageOf(response),
    ...(batch && { batch }),
  };
}
