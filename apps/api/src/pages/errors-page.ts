import { compareRanks, errorCatalogue, LAST_ROW, STRUCTURE, type CatalogueEntry } from '@aml-customer/domain';
import { rejected } from '../http/answers.js';
import { errorExampleOf, type ErrorExample } from './error-examples.js';
import { anchorOf, fieldPlaceAt } from './field-places.js';
import { html, type Markup } from './html.js';
import { badge, page, searchBox } from './layout.js';

/** The orders of the page. */
export const ERROR_ORDERS = ['rank', 'code'] as const;
export type ErrorOrder = (typeof ERROR_ORDERS)[number];

interface Line extends CatalogueEntry {
  readonly example: ErrorExample;
  /** The row in the order of errors; absent if the field decides it, or if the field has no row. */
  readonly row?: number;
}

const lines: readonly Line[] = errorCatalogue.map((entry) => {
  const [row] = entry.rank ?? [];
  return { ...entry, example: errorExampleOf(entry), ...(row !== undefined && row < LAST_ROW && { row }) };
});

const ORDERS: Readonly<Record<ErrorOrder, readonly Line[]>> = {
  rank: [...lines].sort((a, b) => compareRanks(a.rank ?? [Infinity], b.rank ?? [Infinity])),
  code: [...lines].sort((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true })),
};

/** The error catalogue for programs. */
export const errorList = (order: ErrorOrder) => ({
  errors: ORDERS[order].map(({ code, sentence, path, row, origin, example }) => ({
    code,
    sentence,
    ...(path !== undefined && { path }),
    ...(row !== undefined && { rank: row }),
    origin,
    example,
  })),
});

/** The error catalogue for people. */
export const errorsPage = (order: ErrorOrder): string =>
  page(
    '/errors',
    'Error catalogue',
    html`
      <p>
        A rejected message is answered 200 with one error: the one with the lowest rank. Within a rank, the order of
        <a href="/fields">the fields</a> decides, then the index in the list. <code>validate-customer</code> returns all
        errors. ${badge('documented')} lines come from the original documentation and are sent character for character,
        odd spaces included. ${badge('extension')} lines are additions in the same grammar. <code>{i}</code> is the
        index in a list; the service fills in the other placeholders too.
      </p>
      ${searchBox('Search by code, sentence or field')}
      <p>Order: ${ERROR_ORDERS.map((name) => html`${orderLink(name, order)} `)}</p>
      <ol class="entries">
        ${ORDERS[order].map((line, _, all) => entryOf(line, all.find(({ code }) => code === line.code) === line))}
      </ol>
    `,
  );

const orderLink = (name: ErrorOrder, current: ErrorOrder): Markup =>
  name === current ? html`<strong>by ${name}</strong>` : html`<a href="/errors?order=${name}">by ${name}</a>`;

function entryOf(line: Line, isFirst: boolean): Markup {
  const {
    code,
    sentence,
    path,
    origin,
    example: { cause, description },
  } = line;
  const field = path === undefined ? undefined : fieldPlaceAt(path);
  return html`
    <li ${isFirst ? html`id="${code}"` : undefined}>
      <div>
        <h2><code>${code}</code></h2>
        <p>${badge(origin)} <span class="muted">${rankText(line)}</span></p>
      </div>
      <div>
        <p><code class="sentence">${sentence}</code></p>
        <p>
          Field:
          ${
            field
              ? html`<a href="/fields#${anchorOf(field)}"><code>${path}</code></a>`
              : html`<code>${path ?? 'any'}</code>`
          }
        </p>
        <details>
          <summary>Example</summary>
          ${
            cause &&
            html`<p>A message with</p>
              <pre>${JSON.stringify(cause)}</pre>
              <p>is answered</p>`
          }
          <pre>${JSON.stringify(rejected(code, description))}</pre>
        </details>
      </div>
    </li>
  `;
}

/** The status of each error of a body as a whole (docs/contract/contract.md, "The call"). */
const BODY_STATUS: Readonly<Record<string, number>> = { F003: 400, F005: 413, F006: 415 };

function rankText({ code, path, row }: Line): string {
  if (row !== undefined) return `rank ${row}`;
  if (code in BODY_STATUS) return `status ${BODY_STATUS[code]}`;
  return path === undefined && code !== STRUCTURE.unknownField.code ? 'rank of the field' : 'last rank';
}
