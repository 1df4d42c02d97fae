import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Step } from '../http/hot-route.js';
import { routeOf } from '../http/routes.js';
import { batchOf, messageOf } from './message-facts.js';

/** Logs one line per request: its route, never the URL, which holds a customer's id, and no headers or bodies. */
export function requestLog(log: Logger): Step {
  return (request, response) => {
    const received = performance.now();
    request.log = log;
    response.once('close', () => {
      log[levelOf(response.statusCode)](
        facts(request, response, Math.round(performance.now() - received)),
        response.writableFinished ? 'answered' : 'aborted by the client',
      );
    });
  };
}

/** 503 means overload or a stop, which is not a bug. Any other 5xx is an error. */
const levelOf = (status: number): 'info' | 'warn' | 'error' =>
  status === 503 ? 'warn' : status >= 500 ? 'error' : 'info';

function facts(request: Request, response: Response, durationMs: number): object {
  const status = response.headersSent ? { status: response.statusCode } : {};
  const batch = batchOf(response)?.outcomes();
  return {
    requestId: request.id,
    method: request.method,
    route: routeOf(request),
    ...status,
    durationMs,
    ...messageOf(response),
    ...(batch && { batch }),
  };
}
