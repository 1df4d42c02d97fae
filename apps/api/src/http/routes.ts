import type { Application, Request } from 'express';

/** The members used of Express's router layers; its types omit `match`. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): unknown;
}

/** The pattern of the route that handles a request, such as `/classifier/:name`, or `none`. */
export function routeOf({ route }: Request): string {
  return (route as Layer['route'])?.path ?? 'none';
}

/** The methods that the registered routes accept for a path; empty for an unknown path. */
export function allowedMethods({ app, path }: Pick<Request, 'path'> & { readonly app: Application }): string[] {
  const routes = (app.router.stack as unknown as Layer[]).filter((layer) => layer.route && layer.match(path));
  const methods = new Set(
    routes.flatMap(({ route }) => Object.keys(route?.methods ?? {})).map((method) => method.toUpperCase()),
  );
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
