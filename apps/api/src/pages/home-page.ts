import { DOCUMENTS } from './documents.js';
import { html } from './html.js';
import { page } from './layout.js';

/** The places that `/` leads to, by the name that programs read. */
const LINKS = {
  swaggerUi: ['/swagger-ui', 'Swagger UI', 'Describes every call, with examples to try'],
  fields: ['/fields', 'Fields', 'Every field of a message: type, rule, limits, codes and errors'],
  errors: ['/errors', 'Error catalogue', 'Every error code, with its sentence, rank and an example'],
  openapi: ['/v2/api-docs', 'OpenAPI document', 'The same description for programs: generate a client from it'],
  classifiers: ['/classifier', 'Classifiers', 'The code lists of this installation'],
  ready: ['/health/ready', 'Readiness', 'Whether the service can serve requests now'],
  live: ['/health/live', 'Liveness', 'Whether the process is running'],
} as const;

/** The documents, which are Markdown. */
const DOCUMENT_LINKS = Object.entries(DOCUMENTS).map(
  ([name, [, title, meaning]]) => [`/docs/${name}`, title, meaning] as const,
);

/** The start for programs. */
export const home = {
  name: 'AML Customer',
  links: Object.fromEntries(Object.entries(LINKS).map(([name, [path]]) => [name, path])),
  documents: DOCUMENT_LINKS.map(([path]) => path),
};

const linkList = (links: readonly (readonly [path: string, name: string, meaning: string])[]) => html`
  <dl class="links">
    ${links.map(
      ([path, name, meaning]) => html`
        <dt><a href="${path}">${name}</a></dt>
        <dd>${meaning}.</dd>
      `,
    )}
  </dl>
`;

/** The start for people. */
export const homePage = (): string =>
  page(
    '/',
    'AML Customer',
    html`
      <p>Registers the customers of a financial institution for anti-money-laundering risk management.</p>
      ${linkList(Object.values(LINKS))}
      <h2>Documents</h2>
      ${linkList(DOCUMENT_LINKS)}
    `,
  );
