import { readFile } from 'node:fs/promises';
import type { ModelProblem, ModelSummary, ModelView } from '@aml-customer/application';
import { explainModel, loadModel, problemText } from '@aml-customer/risk-evaluation';
import { CommandFailure, expectSuccess, type CommandResult, type ServiceCall } from './client.js';
import { readFailure } from './files.js';

const USAGE = 'npm run models -- list | add FILE | activate ID VERSION | explain [ID VERSION]';

/** `npm run models`: lists, adds, activates and explains risk models. @throws CommandFailure if the call fails. */
export async function manageModels([action, ...args]: readonly string[], call: ServiceCall): Promise<CommandResult> {
  if (action === 'list' && args.length === 0)
    return { output: (await list(call)).map(lineOf).join('\n') || 'No models' };
  if (action === 'add' && args.length === 1) return add(args[0] as string, call);
  if (action === 'activate' && args.length === 2) return activate(args[0] as string, args[1] as string, call);
  if (action === 'explain' && [0, 2].includes(args.length)) return explain(args, call);
  return { output: `Usage: ${USAGE}`, code: 2 };
}

const list = async (call: ServiceCall) =>
  ((await expectSuccess(call('GET', '/risk-models'), 'Listing models')) as { models: ModelSummary[] }).models;
const lineOf = ({ active, id, version, hash, addedAt, activation }: ModelSummary): string =>
  `${active ? '*' : ' '} ${id} ${version}  ${hash.slice(0, 12)}  added ${addedAt}` +
  (activation ? `, activated ${activation.at} by ${activation.by}` : '');
const pathOf = (id: string, version: string): string =>
  `/risk-models/${encodeURIComponent(id)}/${encodeURIComponent(version)}`;

async function add(file: string, call: ServiceCall): Promise<CommandResult> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw readFailure(file, error);
  });
  const { status, json } = await call('POST', '/risk-models', content);
  if (status === 200) return { output: `Already stored, nothing changed: ${lineOf(json as ModelSummary).trim()}` };
  if (status === 201) return { output: `Added, not active: ${lineOf(json as ModelSummary).trim()}` };
  if (status === 409)
    throw new CommandFailure(
      `${file}: a model with this id and version but other content is already stored. Choose another version`,
    );
  const { errorDescription, problems } = json as { errorDescription?: string; problems?: ModelProblem[] };
  const reasons = problems?.map(problemText) ?? [errorDescription ?? `the service answered ${status}`];
  throw new CommandFailure([`${file} was rejected:`, ...reasons].join('\n  '));
}

async function activate(id: string, version: string, call: ServiceCall): Promise<CommandResult> {
  const response = await call('POST', `${pathOf(id, version)}/activation`);
  if (response.status === 404) throw new CommandFailure(`There is no model ${id} ${version}`);
  const model = (await expectSuccess(Promise.resolve(response), 'Activating the model')) as ModelSummary;
  return { output: `Active from now on: ${lineOf(model)}` };
}

async function explain([id, version]: readonly string[], call: ServiceCall): Promise<CommandResult> {
  const active = id === undefined ? (await list(call)).find((model) => model.active) : undefined;
  const view = (await expectSuccess(
    call('GET', pathOf(id ?? active?.id ?? '', version ?? active?.version ?? '')),
    'Reading the model',
  )) as ModelView;
  const loaded = loadModel(view.data);
  if ('problems' in loaded) throw new CommandFailure('The stored model cannot be loaded');
  return { output: explainModel(loaded.model) };
}
