import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';

/**
 * Classes of requests and responses that have Express's methods from the start. Express otherwise changes the prototype
 * of both for each request, which makes every later use of them slower.
 */
export function expressMessages(web: Express): Required<Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>> {
  return {
    IncomingMessage: withPrototype(IncomingMessage, web.request),
    ServerResponse: withPrototype(ServerResponse, web.response),
  };
}

/** A class that constructs as `base` does. Only the prototype of a function can be replaced, not that of a class. */
function withPrototype<Base extends typeof IncomingMessage | typeof ServerResponse>(
  base: Base,
  prototype: object,
): Base {
  const construct = function (...args: [IncomingMessage & Socket]): object {
    return Reflect.construct(base, args, construct) as object;
  };
  construct.prototype = prototype;
  return construct as unknown as Base;
}
