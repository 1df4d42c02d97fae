import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { routeOf } from '../http/routes.js';
import { batchOf, messageOf } from './message-facts.js';

/** Logs one line per request: its route, never the URL, which holds a customer's id, and no headers or bodies. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const received = performance.now();
    request.log = log.child({ requestId: request.id });
    response.once('close', () => {
      request.log[levelOf(response.statusCode)](
        facts(request, response, Math.round(performance.now() - received)),
        response.writableFinished ? 'answered' : 'aborted by the client',
      );
    });
    next();
  };
}

/** 503 means overload or a stop, which is not a bug. Any other 5xx is an error. */
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
