import type { JsonSchema } from '@aml-customer/domain';

type Named<T> = Readonly<Record<string, T>>;

/** The part of the OpenAPI document about one subject. `paths` holds operations by path and HTTP method. */
export interface Section {
  readonly paths?: Named<Named<object>>;
  readonly webhooks?: Named<object>;
  readonly schemas?: Named<JsonSchema>;
  readonly parameters?: Named<object>;
  readonly headers?: Named<object>;
  readonly responses?: Named<object>;
}

/**
 * Merges one part of all sections. Several sections may share a path.
 *
 * @throws Error if two sections define the same name, or the same method of a path
 */
export function merge(sections: readonly Section[], part: Exclude<keyof Section, 'paths'>): Named<object> {
  return mergeAll(sections.map((section) => section[part] ?? {}));
}

/** Merges the paths of all sections; see {@link merge}. */
export function mergePaths(sections: readonly Section[]): Named<Named<object>> {
  const paths: Record<string, Named<object>> = {};
  for (const [path, operations] of sections.flatMap((section) => Object.entries(section.paths ?? {})))
    paths[path] = mergeAll([paths[path] ?? {}, operations]);
  return paths;
}

function mergeAll(parts: readonly Named<object>[]): Named<object> {
  const merged: Record<string, object> = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (name in merged) throw new Error(`Two sections of the OpenAPI document define ${name}`);
    merged[name] = value;
  }
  return merged;
}
