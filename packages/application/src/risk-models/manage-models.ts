import { FIRST_START } from '../configuration/ports.js';
import type { LoadModel, ModelProblem, NewModel, RiskModels, StoredModel } from './ports.js';

/** A model as a list shows it; times are ISO 8601 in UTC. */
export interface ModelSummary extends Omit<StoredModel, 'data' | 'addedAt' | 'activation'> {
  readonly addedAt: string;
  /** Who activated it last, and when. */
  readonly activation?: { readonly by: string; readonly at: string };
}

/** A model with its content. */
export interface ModelView extends ModelSummary {
  readonly data: unknown;
}

/** The outcome of adding a model file; `there`: the same content was added before, and nothing changed. */
export type Addition =
  | { readonly kind: 'added' | 'there'; readonly model: ModelSummary }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'rejected'; readonly problems: readonly ModelProblem[] };

/**
 * The risk models of an installation (docs/contract/contract.md, "Risk evaluation"): versions are added, listed and
 * activated, but never changed, so that every stored assessment can be replayed.
 */
export class ManageModels {
  constructor(
    private readonly models: RiskModels,
    private readonly load: LoadModel,
  ) {}

  /** Adds a model file if it is complete and consistent; does not activate it. */
  async add(file: unknown, changedBy: string): Promise<Addition> {
    const loaded = this.load(file);
    if ('problems' in loaded) return { kind: 'rejected', problems: loaded.problems };
    const kind = await this.store(loaded.model, changedBy);
    if (kind === 'conflict') return { kind };
    const { id, version } = loaded.model;
    const stored = await this.models.find(id, version);
    if (!stored) throw new Error(`The risk model ${id} ${version} is missing right after it was added`);
    return { kind, model: summaryOf(stored) };
  }

  /** Lists models without their content, the latest first. */
  async list(): Promise<readonly ModelSummary[]> {
    return (await this.models.list()).map(summaryOf);
  }

  /** Returns undefined if there is no such model. */
  async find(id: string, version: string): Promise<ModelView | undefined> {
    const stored = await this.models.find(id, version);
    return stored && { ...summaryOf(stored), data: stored.data };
  }

  /** Makes a model the one that assesses from now on; returns undefined if there is no such model. */
  async activate(id: string, version: string, changedBy: string): Promise<ModelSummary | undefined> {
    const stored = (await this.models.activate(id, version, changedBy))
      ? await this.models.find(id, version)
      : undefined;
    return stored && summaryOf(stored);
  }

  /** Adds and activates a model if none is active, as at the first start; otherwise does nothing. */
  async startWith(model: NewModel): Promise<void> {
    if ((await this.models.list()).some(({ active }) => active)) return;
    await this.store(model, FIRST_START);
    await this.models.activate(model.id, model.version, FIRST_START);
  }

  private store({ id, version, hash, data }: NewModel, changedBy: string): ReturnType<RiskModels['add']> {
    return this.models.add({ id, version, hash, data }, changedBy);
  }
}

const summaryOf = ({ id, version, hash, addedAt, active, activation }: Omit<StoredModel, 'data'>): ModelSummary => ({
  id,
  version,
  hash,
  addedAt: addedAt.toISOString(),
  active,
  ...(activation && { activation: { ...activation, at: activation.at.toISOString() } }),
});
