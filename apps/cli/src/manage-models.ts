import { readFile } from 'node:fs/promises';
import type { ModelProblem, ModelSummary, ModelView } from '@aml-customer/application';
import { explainModel, loadModel, problemText } from '@aml-customer/risk-evaluation';
import { answered, CommandFailure, type ServiceCall } from './client.js';

const USAGE = 'npm run models -- list | add FILE | activate ID VERSION | explain [ID VERSION]';
type Said = Promise<{ readonly says: string; readonly code?: number }>;

/** Lists, adds, activates and explains risk models. */
export async function manageModels([verb, ...words]: readonly string[], call: ServiceCall): Said {
  if (verb === 'list' && words.length === 0) return { says: (await listed(call)).map(line).join('\n') || 'No models' };
  if (verb === 'add' && words.length === 1) return add(words[0] as string, call);
  if (verb === 'activate' && words.length === 2) return activate(words[0] as string, words[1] as string, call);
  if (verb === 'explain' && [0, 2].includes(words.length)) return explain(words, call);
  return { says: `Usage: ${USAGE}`, code: 2 };
}

const listed = async (call: ServiceCall) =>
  ((await answered(call('GET', '/risk-models'), 'Listing')) as { models: ModelSummary[] }).models;
const line = ({ active, id, version, hash, addedAt }: ModelSummary): string =>
  `${active ? '*' : ' '} ${id} ${version}  ${hash.slice(0, 12)}  added ${addedAt}`;
const pathOf = (id: string, version: string): string =>
  `/risk-models/${encodeURIComponent(id)}/${encodeURIComponent(version)}`;

async function add(file: string, call: ServiceCall): Said {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new CommandFailure(`${file} cannot be read`);
  });
  const { status, json } = await call('POST', '/risk-models', content);
  if (status === 200) return { says: `Was there already, nothing changed: ${line(json as ModelSummary).trim()}` };
  if (status === 201) return { says: `Added, not active: ${line(json as ModelSummary).trim()}` };
  if (status === 409)
    throw new CommandFailure(`${file} has the id and version of a model with other content: give it another version`);
  const { errorDescription, problems } = json as { errorDescription?: string; problems?: ModelProblem[] };
  const wrong = problems?.map(problemText) ?? [errorDescription ?? `the service answered ${status}`];
  throw new CommandFailure([`${file} is not used:`, ...wrong].join('\n  '));
}

async function activate(id: string, version: string, call: ServiceCall): Said {
  const { status, json } = await call('POST', `${pathOf(id, version)}/activation`);
  if (status === 404) throw new CommandFailure(`There is no model ${id} ${version}`);
  return {
    says: `Assesses from now on: ${line((await answered(Promise.resolve({ status, json }), 'Activating')) as ModelSummary)}`,
  };
}

async function explain([id, version]: readonly string[], call: ServiceCall): Said {
  const active = id === undefined ? (await listed(call)).find((model) => model.active) : undefined;
  const view = (await answered(
    call('GET', pathOf(id ?? active?.id ?? '', version ?? active?.version ?? '')),
    'Reading the model',
  )) as ModelView;
  const loaded = loadModel(view.data);
  if ('problems' in loaded) throw new CommandFailure('The stored model does not load');
  return { says: explainModel(loaded.model) };
}
