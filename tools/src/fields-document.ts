import { customerFields, examples, nestedTypes, type FieldDescription } from '@aml-customer/domain';
import { table } from './markdown.js';

/** docs/contract/fields.md: every field of the request, generated from the table of rules. */
export function fieldsDocument(): string {
  return `# The fields of a customer

A request is a JSON object with these fields of a person (\`INDIVIDUAL\`) or an organisation (\`ORGANIZATION\`). A member
that is \`null\` or a blank string counts as absent. Strings, numbers and booleans are stored as sent. Numbers may also be
numeric strings, and booleans the words \`true\` and \`false\`. Text has up to 4,000 characters (UTF-16 code units), a list
up to 1,000 elements. \`GET /classifier/{name}\` lists the codes.

${fieldTable(customerFields)}

${nestedTypes.map(({ name, fields }) => `## ${name}\n\n${fieldTable(fields)}`).join('\n\n')}

## Examples

Swagger UI has the same examples. A new installation accepts them in this order.

${examples.map(exampleSection).join('\n\n')}
`;
}

const exampleSection = ({ name, summary, body }: (typeof examples)[number]): string =>
  `### ${name}\n\n${summary}.\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``;

function fieldTable(fields: readonly FieldDescription[]): string {
  return table(
    ['field', 'type', 'mandatory', 'meaning', 'example'],
    fields.map(({ name, typeText, mandatory, onlyFor, aliases, meaning, example }) => [
      `\`${name}\`${aliases.map((alias) => ` (also \`${alias}\`)`).join('')}`,
      typeText,
      mandatory === 'no' && onlyFor ? `no; only for ${onlyFor}` : mandatory,
      meaning,
      example === undefined ? '' : `\`${JSON.stringify(example)}\``,
    ]),
  );
}
