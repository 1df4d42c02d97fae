import { readFile } from 'node:fs/promises';
import type { ActivatedModel, ModelProblem, ModelSummary, ModelView, OfferedModel } from '@aml-customer/application';
import { formatPosition, malformedAt } from '@aml-customer/json-input';
import {
  defaultModels,
  explainModel,
  loadModel,
  problemText,
  withNewerLists,
  type Model,
} from '@aml-customer/risk-evaluation';
import { CommandFailure, expectSuccess, type CommandResult, type ServiceCall } from './client.js';
import { readFailure } from './files.js';
import { lineOf, listText, unknownCodesOf } from './model-texts.js';

const USAGE =
  'npm run models -- list | add FILE | add ID VERSION | activate ID VERSION | lists FILE [ID VERSION] | ' +
  'explain [ID VERSION]';
const utcDay = () => new Date().toISOString().slice(0, 10);

/**
 * `npm run models`: lists, adds, activates and explains risk models, and makes versions with newer country lists.
 * @param today the day, as yyyy-MM-dd
 * @throws CommandFailure if the call fails
 */
export async function manageModels(
  [action, ...args]: readonly string[],
  call: ServiceCall,
  today = utcDay(),
): Promise<CommandResult> {
  const [first = '', second = ''] = args;
  if (action === 'list' && args.length === 0) return list(call);
  if (action === 'add' && args.length === 1) return add(first, await contentOf(first), call);
  if (action === 'add' && args.length === 2) return addOffered(first, second, call);
  if (action === 'activate' && args.length === 2) return activate(first, second, call);
  if (action === 'lists' && [1, 3].includes(args.length)) return addNewerLists(args, call, today);
  if (action === 'explain' && [0, 2].includes(args.length)) return explain(args, call);
  return { output: `Usage: ${USAGE}`, code: 2 };
}

interface Listing {
  readonly models: readonly ModelSummary[];
  /** Absent in the answers of earlier releases. */
  readonly available?: readonly OfferedModel[];
}

const listed = async (call: ServiceCall): Promise<Listing> =>
  (await expectSuccess(call('GET', '/risk-models'), 'Listing models')) as Listing;

async function list(call: ServiceCall): Promise<CommandResult> {
  const { models, available = [] } = await listed(call);
  return { output: listText(models, available) };
}

const pathOf = (id: string, version: string): string =>
  `/risk-models/${encodeURIComponent(id)}/${encodeURIComponent(version)}`;

const contentOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw readFailure(file, error);
  });

/** Adds a model of this release. */
async function addOffered(id: string, version: string, call: ServiceCall): Promise<CommandResult> {
  const offered = defaultModels.find((model) => model.id === id && model.version === version);
  if (!offered)
    throw new CommandFailure(`This release has no model ${id} ${version}: npm run models -- list shows what it offers`);
  return add(`${id} ${version}`, JSON.stringify(offered.data), call);
}

/** Adds a version of the active or another stored model with newer country lists. */
async function addNewerLists(
  [file = '', ...model]: readonly string[],
  call: ServiceCall,
  today: string,
): Promise<CommandResult> {
  const content = await contentOf(file);
  const newer = withNewerLists(await storedModel(model, call), parsed(file, content), today);
  if ('problems' in newer) throw rejection(file, newer.problems.map(problemText));
  return add(file, JSON.stringify(newer.data), call);
}

/** The message of JSON.parse would quote the file, which can be one of customers by mistake. */
function parsed(file: string, content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw new CommandFailure(`${file} is not JSON: malformed at ${formatPosition(malformedAt(content))}`);
  }
}

const rejection = (file: string, reasons: readonly string[]): CommandFailure =>
  new CommandFailure([`${file} was rejected:`, ...reasons].join('\n  '));

async function add(file: string, content: string, call: ServiceCall): Promise<CommandResult> {
  const { status, json } = await call('POST', '/risk-models', content);
  if (status === 200) return { output: `Already stored, nothing changed: ${lineOf(json as ModelSummary).trim()}` };
  if (status === 201) return { output: `Added, not active: ${lineOf(json as ModelSummary).trim()}` };
  if (status === 409)
    throw new CommandFailure(
      `${file}: a model with this id and version but other content is already stored. Choose another version`,
    );
  const { errorDescription, problems } = json as { errorDescription?: string; problems?: ModelProblem[] };
  const reasons = problems?.map(problemText) ?? [errorDescription ?? `the service answered ${status}`];
  throw rejection(file, reasons);
}

async function activate(id: string, version: string, call: ServiceCall): Promise<CommandResult> {
  const response = await call('POST', `${pathOf(id, version)}/activation`);
  if (response.status === 404) throw new CommandFailure(`There is no model ${id} ${version}`);
  const model = (await expectSuccess(Promise.resolve(response), 'Activating the model')) as ActivatedModel;
  return { output: [`Active from now on: ${lineOf(model)}`, ...unknownCodesOf(model)].join('\n') };
}

async function explain(model: readonly string[], call: ServiceCall): Promise<CommandResult> {
  return { output: explainModel(await storedModel(model, call)) };
}

/** Reads the model of an id and version, or the active one. */
async function storedModel([id, version]: readonly string[], call: ServiceCall): Promise<Model> {
  const active = id === undefined ? (await listed(call)).models.find((model) => model.active) : undefined;
  const view = (await expectSuccess(
    call('GET', pathOf(id ?? active?.id ?? '', version ?? active?.version ?? '')),
    'Reading the model',
  )) as ModelView;
  const loaded = loadModel(view.data);
  if ('problems' in loaded) throw new CommandFailure('The stored model cannot be loaded');
  return loaded.model;
}
