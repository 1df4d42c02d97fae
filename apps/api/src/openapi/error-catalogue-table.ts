import { errorCatalogue } from '@aml-customer/domain';

/** The error catalogue as a collapsible table. It is HTML because Swagger UI renders no other collapsible element. */
export function errorCatalogueHtml(): string {
  const rows = errorCatalogue.map(
    ({ code, sentence, path, origin }) =>
      `<tr><td><code>${code}</code></td><td>${escape(sentence)}</td><td><code>${path ?? 'any field'}</code></td><td>${origin}</td></tr>`,
  );
  return `<details><summary><b>Error catalogue</b> (${errorCatalogue.length} lines)</summary>
<table><thead><tr><th>Code</th><th>Description</th><th>Field</th><th>Origin</th></tr></thead><tbody>${rows.join('')}</tbody></table></details>`;
}

/** Some documented sentences contain double spaces, which HTML would collapse. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('  ', '&nbsp; ');
