import { errorCatalogue } from '@aml-customer/domain';
import { table } from './markdown.js';

/** docs/contract/errors.md: the error catalogue, generated from the tables of rules. */
export function errorsDocument(): string {
  const documented = errorCatalogue.filter(({ origin }) => origin === 'documented').length;
  return `# The error catalogue

The catalogue has ${errorCatalogue.length} lines. The original documentation publishes the ${documented} \`documented\` ones. They are answered character
for character, including odd spaces and quotes. \`extension\` lines have the same form, and this service defines them.
\`{i}\` is the index in a list; the service fills in other \`{…}\`. A field is named by its path, with \`*\` for an index.
\`any field\` marks a rule that holds for every field.

A rejection carries one error: the first in the [order of the contract](../../docs/contract/contract.md#errors).

${table(
  ['code', 'description', 'field', 'origin'],
  errorCatalogue.map(({ code, sentence, path, origin }) => [
    `\`${code}\``,
    `\`${sentence}\``,
    path === undefined ? 'any field' : `\`${path}\``,
    origin,
  ]),
)}
`;
}
