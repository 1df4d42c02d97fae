import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { routeOf } from '../http/routes.js';
import { batchOf, messageOf } from './message-facts.js';

/** Writes one line a request: by which route, never the URL, which has a customer's id in it; no headers, no bodies. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    wrapSerializers: false, // They would take the place of the log's own.
    genReqId: ({ id }) => id,
    customAttributeKeys: { reqId: 'requestId' },
    quietReqLogger: true,
    quietResLogger: true,
    customLogLevel: (_, { statusCode }) => (statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: facts,
    customErrorObject: (request, response, _, given: Given) => facts(request, response, given),
    customSuccessMessage: said,
    customErrorMessage: said,
  });
}

interface Given {
  readonly responseTime: number;
}

function facts(request: Request, response: Response, { responseTime }: Given): object {
  const status = response.headersSent ? { status: response.statusCode } : {};
  const batch = batchOf(response)?.facts.outcomes();
  return { method: request.method, route: routeOf(request), ...status, durationMs: responseTime, ...messageOf(response), ...(batch && { batch }) };
}

const said = (_: Request, response: Response): string => (response.writableFinished ? 'answered' : 'broken off by the sender');
