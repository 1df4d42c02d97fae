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

/** The start for programs. */
export const home = {
  name: 'AML Customer',
  links: Object.fromEntries(Object.entries(LINKS).map(([name, [path]]) => [name, path])),
};

/** The start for people. */
export const homePage = (): string =>
  page(
    '/',
    'AML Customer',
    html`
      <p>Registers the customers of a financial institution for anti-money-laundering risk management.</p>
      <dl class="links">
        ${Object.values(LINKS).map(
          ([path, name, meaning]) => html`
            <dt><a href="${path}">${name}</a></dt>
            <dd>${meaning}.</dd>
          `,
        )}
      </dl>
      <p class="muted">
        The README of the project explains the settings and commands. Its folder docs explains assessments, callbacks,
        batches, import and export, and operation.
      </p>
    `,
  );
