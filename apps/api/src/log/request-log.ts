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
      const level = response.statusCode >= 500 ? 'error' : 'info';
      request.log[level](facts(request, response, Math.round(performance.now() - received)), response.writableFinished ? 'answered' : 'broken off by the sender');
    });
    next();
  };
}

function facts(request: Request, response: Response, durationMs: number): object {
  const status = response.headersSent ? { status: response.statusCode } : {};
  const batch = batchOf(response)?.outcomes();
  return { method: request.method, route: routeOf(request), ...status, durationMs, ...messageOf(response), ...(batch && { batch }) };
}
