import { html, type Markup } from './html.js';

/** The pages that every page leads to, and their links. */
const NAVIGATION = [
  ['/', 'Start'],
  ['/swagger-ui', 'Swagger UI'],
  ['/fields', 'Fields'],
  ['/errors', 'Errors'],
] as const;

/** A page of the service. It works without JavaScript, except for the search. */
export const page = (path: string, title: string, content: Markup): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === 'AML Customer' ? title : `${title} - AML Customer`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages/style.css" />
        <script src="/pages/search.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <nav aria-label="Pages">
            ${NAVIGATION.map(
              ([href, name]) =>
                html`<a href="${href}" ${href === path ? html`aria-current="page"` : undefined}>${name}</a> `,
            )}
          </nav>
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text.replace(/\n\s+/g, '\n');

/** A search box for the entries of the page; the script of the page shows it. */
export const searchBox = (label: string): Markup => html`
  <search class="search" hidden>
    <label for="search">${label}</label>
    <input id="search" type="search" autocomplete="off" spellcheck="false" />
    <p id="found" role="status"></p>
  </search>
  <noscript><p>The search of your browser finds text on this page.</p></noscript>
`;

/** A word about an entry, such as `extension`. */
export const badge = (word: string): Markup => html`<span class="badge ${word.toLowerCase()}">${word}</span>`;
