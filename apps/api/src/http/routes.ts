import type { Application, Request } from 'express';

/** What is used of the layers of Express's router: its types leave `match` out. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): unknown;
}

/** The pattern of the route that takes a request, such as `/classifier/:name`; what none takes is `none`. */
export function routeOf({ route }: Request): string {
  return (route as Layer['route'])?.path ?? 'none';
}

/** The methods that a path answers to, by the registered routes; none for a path that there is not. */
export function allowedMethods({ app, path }: Pick<Request, 'path'> & { readonly app: Application }): string[] {
  const routes = (app.router.stack as unknown as Layer[]).filter((layer) => layer.route && layer.match(path));
  const methods = new Set(
    routes.flatMap(({ route }) => Object.keys(route?.methods ?? {})).map((method) => method.toUpperCase()),
  );
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
