import { errorCatalogue } from '@aml-customer/domain';
import { table } from './markdown.js';

/** docs/contract/errors.md: the error catalogue, generated from the tables of rules. */
export function errorsDocument(): string {
  const documented = errorCatalogue.filter(({ origin }) => origin === 'documented').length;
  return `# The error catalogue

${errorCatalogue.length} lines: ${documented} \`documented\` ones are published by the original documentation and answered character for character, odd spaces and quotes
included; \`extension\` lines are ours, in the same grammar. \`{i}\` is the index in its list, other \`{…}\` are filled in where they stand. A field is
named by its path, with \`*\` for an index; \`any field\` can break the rules without one.

An answer carries one error, the first in this order: C001, O001, C002, C005, C004, C006, C007, C008, C008.I01, C008.I02, SCR01, C009, C010, C012, C013 and
C013a, C014. and C015., the fields of a person or an organisation, the questionnaire (Q), additional values (AV), related entities; within one of these the
order of the fields, then the index. A structural error (F002, F004, LEN) ranks with its field; F001, and what has no place of its own, last.

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
