import { SETTINGS } from '@aml-customer/api/settings';
import { reportOf, sizingOf, type Results } from '@aml-customer/bench/report';
import { examples } from '@aml-customer/domain';
import { defaultModel, explainModel } from '@aml-customer/risk-evaluation';
import { dependenciesDocument } from './dependencies-document.js';
import { errorsDocument } from './errors-document.js';
import { fieldsDocument } from './fields-document.js';
import { section, table } from './markdown.js';

const MODEL_FILE =
  "[The model file](../packages/risk-evaluation/README.md#the-model-file) says how to write a model of one's own: every member, with `mapping` and `countryCodes` for the codes of an installation, and every kind of condition.";

/**
 * The generated documents by path, from the tables of rules, the settings and the examples; `read` returns the current
 * text.
 */
export function generatedDocuments(root: string, read: (path: string) => string): Record<string, string> {
  return {
    'docs/contract/fields.md': fieldsDocument(),
    'docs/contract/errors.md': errorsDocument(),
    'docs/risk-model.md': `${explainModel(defaultModel)}\n${MODEL_FILE}\n`,
    'docs/performance.md': performanceDocument(
      read('docs/performance.md'),
      JSON.parse(read('bench/results/published.json')) as Results,
    ),
    'docs/callbacks.md': section(
      read('docs/callbacks.md'),
      'receiver-example',
      `\`\`\`ts\n${read('packages/callbacks/test/receiver-example.ts')}\`\`\``,
    ),
    'docs/dependencies.md': dependenciesDocument(root),
    'README.md': section(section(read('README.md'), 'settings', settings()), 'first-request', firstRequest()),
  };
}

const performanceDocument = (present: string, results: Results): string =>
  section(section(present, 'figures', reportOf(results)), 'sizing', sizingOf(results));

const settings = (): string =>
  table(
    ['variable', 'default', 'allowed', 'meaning'],
    SETTINGS.map(({ name, default: otherwise, allowed, meaning }) => [
      `\`${name}\``,
      otherwise === undefined ? '' : `\`${otherwise}\``,
      allowed,
      meaning,
    ]),
  );

function firstRequest(): string {
  const [{ body }] = examples as [(typeof examples)[number]];
  return `\`\`\`sh\ncurl -i http://127.0.0.1:3000/amlyze-ws-rest/customer -H 'Content-Type: application/json' -d '${JSON.stringify(body, null, 2)}'\n\`\`\``;
}
