import { SETTINGS } from '@aml-customer/api/settings';
import { reportOf, sizingOf, type Results } from '@aml-customer/bench/report';
import { examples, recognisersSource } from '@aml-customer/domain';
import { defaultModel, explainModel } from '@aml-customer/risk-evaluation';
import { withSettings } from './compose-settings.js';
import { dependenciesDocument } from './dependencies-document.js';
import { errorsDocument } from './errors-document.js';
import { fieldsDocument } from './fields-document.js';
import { bulletList, section, wrapParagraphs } from './markdown.js';

const MODEL_FILE =
  '[The model file](../packages/risk-evaluation/README.md#the-model-file) explains how to write your own model.';

/**
 * The generated documents, and one generated source file, by path, from the tables of rules, the settings and the
 * examples; `read` returns the current text.
 */
export function generatedDocuments(root: string, read: (path: string) => string): Record<string, string> {
  return {
    'docs/contract/fields.md': fieldsDocument(),
    'docs/contract/errors.md': errorsDocument(),
    'packages/domain/src/customer/recognisers.ts': recognisersSource(),
    'docs/risk-model.md': wrapParagraphs(`${explainModel(defaultModel)}\n${MODEL_FILE}\n`),
    'docs/performance.md': performanceDocument(
      read('docs/performance.md'),
      JSON.parse(read('bench/results/published.json')) as Results,
    ),
    'docs/callbacks.md': section(
      read('docs/callbacks.md'),
      'receiver-example',
      `\`\`\`ts\n${read('packages/callbacks/test/receiver-example.ts')}\`\`\``,
    ),
    'docker/compose.yaml': withSettings(read('docker/compose.yaml'), SETTINGS),
    'docs/dependencies.md': dependenciesDocument(root),
    'README.md': section(section(read('README.md'), 'settings', settings()), 'first-request', firstRequest()),
  };
}

const performanceDocument = (present: string, results: Results): string =>
  section(section(present, 'figures', reportOf(results)), 'sizing', sizingOf(results));

const settings = (): string =>
  bulletList(
    SETTINGS.map(({ name, default: preset, allowed, meaning }) => {
      const heading = preset === undefined ? `\`${name}\`` : `\`${name}\` (default \`${preset}\`)`;
      return `${heading}: ${meaning}. _Allowed_: ${allowed}.`;
    }),
  );

function firstRequest(): string {
  const [{ body }] = examples as [(typeof examples)[number]];
  const call = "curl -i http://127.0.0.1:3000/amlyze-ws-rest/customer -H 'Content-Type: application/json'";
  return `\`\`\`sh\n${call} -d '${JSON.stringify(body, null, 2)}'\n\`\`\``;
}
