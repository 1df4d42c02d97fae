import { customerFields, examples, nestedTypes, type FieldDescription } from '@aml-customer/domain';
import { table } from './markdown.js';

/** docs/contract/fields.md: every field of the request, generated from the table of rules. */
export function fieldsDocument(): string {
  return `# The fields of a customer

A request is a JSON object with these fields, of a person (\`INDIVIDUAL\`) or of an organisation (\`ORGANIZATION\`). A member that is \`null\` or a blank string
counts as absent. Strings, numbers and booleans are stored as they were sent; numbers may come as numeric strings and booleans as the words \`true\` and
\`false\`. Text holds 4,000 characters (UTF-16 units), a list 1,000 elements. Codes are those that \`GET /classifier/{name}\` lists.

${fieldTable(customerFields)}

${nestedTypes.map(({ name, fields }) => `## ${name}\n\n${fieldTable(fields)}`).join('\n\n')}

## Examples

Swagger UI offers the same. Sent in this order, a new installation accepts each.

${examples.map(({ name, summary, body }) => `### ${name}\n\n${summary}.\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``).join('\n\n')}
`;
}

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
