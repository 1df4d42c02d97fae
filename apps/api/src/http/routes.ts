import type { Application, Request, RequestHandler } from 'express';

/** The members used of Express's router layers; its types omit `match`. */
interface Layer {
  readonly route?: Route;
  match(path: string): unknown;
}

interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, boolean>>;
  readonly stack: readonly { readonly method: string; readonly handle: RequestHandler }[];
}

const layersOf = (app: Pick<Application, 'router'>): readonly Layer[] => app.router.stack as unknown as Layer[];

/** The pattern of the route that handles a request, such as `/classifier/:name`, or `none`. */
export function routeOf({ route }: Request): string {
  return (route as Layer['route'])?.path ?? 'none';
}

/**
 * The route that is registered for a method and a pattern, and its handler.
 * @throws Error if there is none, or more than one handler
 */
export function routeAt(
  app: Pick<Application, 'router'>,
  method: string,
  pattern: string,
): { readonly route: Route; readonly handle: RequestHandler } {
  const found = layersOf(app).flatMap(({ route }) =>
    route?.path === pattern
      ? route.stack.filter((layer) => layer.method === method.toLowerCase()).map(({ handle }) => ({ route, handle }))
      : [],
  );
  if (!found[0] || found.length > 1)
    throw new Error(`${method} ${pattern} has ${found.length} handlers instead of one`);
  return found[0];
}

/** The methods that the registered routes accept for a path; empty for an unknown path. */
export function allowedMethods({ app, path }: Pick<Request, 'path'> & { readonly app: Application }): string[] {
  const routes = layersOf(app).filter((layer) => layer.route && layer.match(path));
  const methods = new Set(
    routes.flatMap(({ route }) => Object.keys(route?.methods ?? {})).map((method) => method.toUpperCase()),
  );
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
