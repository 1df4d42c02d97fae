import type { SwaggerCustomOptions } from '@nestjs/swagger';

/** The parts of Swagger UI's immutable collections that the plugin uses. */
interface Operation {
  getIn(path: readonly string[]): unknown;
}
interface Operations {
  readonly size: number;
  filter(keeps: (operation: Operation) => boolean): Operations;
}
interface Tag {
  get(key: 'operations'): Operations;
  set(key: 'operations', value: Operations): Tag;
}
interface Tags {
  map(change: (tag: Tag, name: string) => Tag): Tags;
  filter(keeps: (tag: Tag) => boolean): Tags;
}
interface Responses {
  sortBy(rank: (response: unknown, status: string) => number): Responses;
}
type Component = (properties: Readonly<Record<string, unknown>>) => unknown;
interface System {
  readonly React: { createElement(component: Component | string, ...parts: readonly unknown[]): unknown };
}
interface FilterProperties {
  readonly layoutActions: { updateFilter(text: string): void };
  readonly layoutSelectors: { currentFilter(): unknown };
}
declare const document: { readonly head: { insertAdjacentHTML(where: string, text: string): void } };

/**
 * Fixes three things in Swagger UI. Its filter matches only tags; this one matches calls by tag, path, method, summary
 * and id, and has a label. It lists responses by status, so 202 would come after 200, which means a rejection. Its page
 * has no viewport.
 *
 * The page contains the source text of this function, which therefore uses nothing outside of it.
 */
function plugin() {
  const isFound = (operation: Operation, phrase: string) =>
    [['path'], ['method'], ['operation', 'summary'], ['operation', 'operationId']].some((path) =>
      String(operation.getIn(path)).toLowerCase().includes(phrase),
    );
  const findIn = (tag: Tag, phrase: string) =>
    tag.set(
      'operations',
      tag.get('operations').filter((operation) => isFound(operation, phrase)),
    );
  return {
    afterLoad() {
      document.head.insertAdjacentHTML(
        'beforeend',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
      );
    },
    fn: {
      opsFilter(tags: Tags, text: string) {
        const phrase = text.toLowerCase();
        return tags
          .map((tag, name) => (name.toLowerCase().includes(phrase) ? tag : findIn(tag, phrase)))
          .filter((tag) => tag.get('operations').size > 0);
      },
    },
    wrapComponents: {
      FilterContainer:
        (_: Component, { React }: System) =>
        (properties: Readonly<Record<string, unknown>>) => {
          const { layoutActions, layoutSelectors } = properties as unknown as FilterProperties;
          const current = layoutSelectors.currentFilter();
          return React.createElement(
            'div',
            { className: 'filter wrapper' },
            React.createElement('input', {
              'aria-label': 'Filter',
              className: 'operation-filter-input',
              type: 'search',
              placeholder: 'Filter by path, summary or group',
              value: typeof current === 'string' ? current : '',
              onChange: ({ target }: { readonly target: { readonly value: string } }) =>
                layoutActions.updateFilter(target.value),
            }),
          );
        },
      responses: (Original: Component, system: System) => (properties: Readonly<Record<string, unknown>>) => {
        const responses = properties['responses'] as Responses;
        const sorted = responses.sortBy((_, status) => (status === '202' ? 0 : 1));
        return system.React.createElement(Original, { ...properties, responses: sorted });
      },
    },
  };
}

/** How Swagger UI shows the document. */
export const SWAGGER_UI: SwaggerCustomOptions = {
  jsonDocumentUrl: 'v2/api-docs',
  raw: ['json'],
  customSiteTitle: 'AML Customer API',
  customCss: '.swagger-ui .filter .operation-filter-input { width: 100%; }',
  swaggerOptions: {
    filter: true,
    persistAuthorization: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    plugins: [plugin],
  },
};
