import type { StoredModel } from '@aml-customer/application';
import { loadModel, type Model } from '../model/model.js';
import { problemText } from '../model/shape.js';

/** How many models stay compiled: the active one, and those of the assessments that are read. */
const MOST_MODELS = 8;

/** Compiles stored models. A hash identifies the content, so a compiled model stays valid; the latest used are kept. */
export class StoredModels {
  private readonly compiled = new Map<string, Model>();

  /** @throws Error if the content does not match its hash: its assessments could not be defended */
  modelOf(stored: StoredModel): Model {
    const model = this.compiled.get(stored.hash) ?? modelFrom(stored);
    this.compiled.delete(stored.hash);
    this.compiled.set(stored.hash, model);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > MOST_MODELS && oldest !== undefined) this.compiled.delete(oldest);
    return model;
  }
}

function modelFrom({ id, version, hash, data }: StoredModel): Model {
  const loaded = loadModel(data);
  if ('problems' in loaded)
    throw new Error(`The stored risk model ${id} ${version} cannot be loaded: ${problemText(loaded.problems[0])}`);
  if (loaded.model.hash !== hash) throw new Error(`The stored risk model ${id} ${version} does not match its hash`);
  return loaded.model;
}
