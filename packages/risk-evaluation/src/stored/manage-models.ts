import type { RiskModels, StoredModel } from '@aml-customer/application';
import { loadModel, type Model } from '../model/model.js';
import type { ModelProblem } from '../model/shape.js';

/** A model as it is listed; the time is ISO 8601 in UTC. */
export interface ModelSummary extends Omit<StoredModel, 'data' | 'addedAt'> {
  readonly addedAt: string;
}

/** A model with its content. */
export interface ModelView extends ModelSummary {
  readonly data: unknown;
}

/** What became of a model file; `there`: it was added before, and nothing changed. */
export type Addition =
  | { readonly kind: 'added' | 'there'; readonly model: ModelSummary }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'rejected'; readonly problems: readonly ModelProblem[] };

/**
 * The risk models of an installation: versions are added, listed and activated, and never changed
 * (docs/operating.md, "Risk models").
 */
export class ManageModels {
  constructor(private readonly models: RiskModels) {}

  /** Adds a model file that is complete and consistent; the active model stays. */
  async add(file: unknown): Promise<Addition> {
    const loaded = loadModel(file);
    if ('problems' in loaded) return { kind: 'rejected', problems: loaded.problems };
    const kind = await this.keep(loaded.model);
    if (kind === 'conflict') return { kind };
    const { id, version } = loaded.model;
    const stored = await this.models.find(id, version);
    if (!stored) throw new Error('A risk model that was added is not there');
    return { kind, model: summaryOf(stored) };
  }

  /** Without their content, the latest first. */
  async list(): Promise<readonly ModelSummary[]> {
    return (await this.models.list()).map(summaryOf);
  }

  async find(id: string, version: string): Promise<ModelView | undefined> {
    const stored = await this.models.find(id, version);
    return stored && { ...summaryOf(stored), data: stored.data };
  }

  /** The model that assesses from now on; undefined where there is no such model. */
  async activate(id: string, version: string): Promise<ModelSummary | undefined> {
    const stored = (await this.models.activate(id, version)) ? await this.models.find(id, version) : undefined;
    return stored && summaryOf(stored);
  }

  /** Adds and activates a model where none is active: at the first start, and never again. */
  async startWith(model: Model): Promise<void> {
    if ((await this.models.list()).some(({ active }) => active)) return;
    await this.keep(model);
    await this.models.activate(model.id, model.version);
  }

  private keep({ id, version, hash, data }: Model): ReturnType<RiskModels['add']> {
    return this.models.add({ id, version, hash, data });
  }
}

const summaryOf = ({ id, version, hash, addedAt, active }: Omit<StoredModel, 'data'>): ModelSummary => ({
  id,
  version,
  hash,
  addedAt: addedAt.toISOString(),
  active,
});
