import { readFile } from 'node:fs/promises';

/** The folder of the project, as seen from dist. */
const PROJECT = new URL('../../../../', import.meta.url);

/** The documents that the service serves, by the name in their path: file, title and meaning. */
export const DOCUMENTS = {
  contract: ['docs/contract/contract.md', 'Contract', 'The calls, values, errors and repeats of a message'],
  events: ['docs/contract/callbacks.md', 'Events', 'The events that the service sends, and how to poll them'],
  assessments: ['docs/assessments.md', 'Assessments', 'How a risk is assessed, and who may decide'],
  'risk-model': ['docs/risk-model.md', 'Risk model', 'Every factor and floor of the default model'],
  callbacks: ['docs/callbacks.md', 'Receiving callbacks', 'How to verify and process callbacks'],
  batches: ['docs/batch.md', 'Batches', 'Many customers in one call, and validation'],
  'import-export': ['docs/import-export.md', 'Import and export', 'A customer base as a file'],
  operating: ['docs/operating.md', 'Operating', 'Data, access, risk models, watching and stopping'],
} as const satisfies Readonly<Record<string, readonly [file: string, title: string, meaning: string]>>;

/** The Markdown of a document; undefined if there is none of this name. */
export async function documentText(name: string): Promise<string | undefined> {
  if (!Object.hasOwn(DOCUMENTS, name)) return undefined;
  const [file] = DOCUMENTS[name as keyof typeof DOCUMENTS];
  return readFile(new URL(file, PROJECT), 'utf8');
}
