import type { RiskModels, StoredModel } from './ports.js';

/** Risk models in memory, for tests and for those who reuse the package; nothing survives the process. */
export class MemoryRiskModels implements RiskModels {
  private models: StoredModel[] = [];

  constructor(private readonly now: () => Date) {}

  async list(): Promise<readonly Omit<StoredModel, 'data'>[]> {
    return this.models.map(({ data: _, ...model }) => model);
  }

  async find(id: string, version: string): Promise<StoredModel | undefined> {
    return this.models.find((model) => model.id === id && model.version === version);
  }

  async active(): Promise<StoredModel> {
    const active = this.models.find((model) => model.active);
    if (!active) throw new Error('No risk model is active');
    return active;
  }

  async add(model: Pick<StoredModel, 'id' | 'version' | 'hash' | 'data'>): Promise<'added' | 'there' | 'conflict'> {
    const stored = await this.find(model.id, model.version);
    if (stored) return stored.hash === model.hash ? 'there' : 'conflict';
    this.models = [{ ...model, addedAt: this.now(), active: false }, ...this.models];
    return 'added';
  }

  async activate(id: string, version: string): Promise<boolean> {
    const chosen = await this.find(id, version);
    if (chosen) this.models = this.models.map((model) => ({ ...model, active: model === chosen }));
    return chosen !== undefined;
  }
}
