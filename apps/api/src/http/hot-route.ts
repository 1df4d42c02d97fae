import type { RequestListener } from 'node:http';
import type { Express, Request, RequestHandler, Response } from 'express';
import { routeAt } from './routes.js';

/** Does a part of the work for every request before it is routed. */
export type Step = (request: Request, response: Response) => void;

/** Runs steps as one middleware of Express: each layer of its router costs as much as most steps. */
export const middlewareOf =
  (steps: readonly Step[]): RequestHandler =>
  (request, response, next) => {
    for (const step of steps) step(request, response);
    next();
  };

/**
 * Hands requests for one route to its handler after the steps, and all others to `others`. Express compares each
 * request with a list of patterns, a tenth of the work for a short message. Only the exact target matches, so other
 * methods, a query, a trailing slash and requests without a host remain with Express.
 */
export function hotRoute(
  web: Express,
  method: string,
  path: string,
  steps: readonly Step[],
  others: RequestListener,
): RequestListener {
  const route = routeAt(web, method, path);
  const never = (): void => {}; // The handlers of Nest answer every request, and every error.
  const fail = (request: Request, response: Response, err: unknown): void => {
    request.log.error({ err, requestId: request.id }, 'A request failed outside of its handler');
    response.destroy();
  };
  return (message, answer) => {
    if (message.url !== path || message.method !== method || message.headers.host === undefined)
      return others(message, answer);
    const [request, response] = [message as Request, answer as Response];
    // The members that Express sets and that handlers, filters and the log use.
    request.res = response;
    request.originalUrl = path;
    request.route = route.route;
    response.locals = {};
    try {
      for (const step of steps) step(request, response);
      const handled: unknown = route.handle(request, response, never);
      Promise.resolve(handled).catch((error: unknown) => fail(request, response, error));
    } catch (error) {
      fail(request, response, error);
    }
  };
}
