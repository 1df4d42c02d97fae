import { MemoryConfigurationLog } from '../configuration/configuration-log.memory.js';
import { MemoryStore } from '../memory/memory-store.js';
import type { NewModel, RiskModels, StoredModel } from './ports.js';

/** Risk models in memory, for tests and for those who reuse the package; nothing survives the process. */
export class MemoryRiskModels implements RiskModels {
  constructor(
    private readonly now: () => Date,
    private readonly log = new MemoryConfigurationLog(now),
    private readonly data = new MemoryStore(),
  ) {}

  async list(): Promise<readonly Omit<StoredModel, 'data'>[]> {
    return this.data.models.map(({ data: _, ...model }) => model);
  }

  async find(id: string, version: string): Promise<StoredModel | undefined> {
    return this.data.models.find((model) => model.id === id && model.version === version);
  }

  async active(): Promise<StoredModel> {
    const active = this.activeNow();
    if (!active) throw new Error('No risk model is active');
    return active;
  }

  activeNow(): StoredModel | undefined {
    return this.data.activeModel;
  }

  async add(model: NewModel, changedBy: string): Promise<'added' | 'there' | 'conflict'> {
    const stored = await this.find(model.id, model.version);
    if (stored) return stored.hash === model.hash ? 'there' : 'conflict';
    this.data.models = [{ ...model, addedAt: this.now(), active: false }, ...this.data.models];
    this.log.record({ area: 'risk-model', key: [model.id, model.version], action: 'ADDED', changedBy });
    return 'added';
  }

  async activate(id: string, version: string, changedBy: string): Promise<boolean> {
    const chosen = await this.find(id, version);
    if (!chosen) return false;
    const activation = { by: changedBy, at: this.now() };
    this.data.models = this.data.models.map((model) => ({
      ...model,
      active: model === chosen,
      ...(model === chosen && { activation }),
    }));
    this.log.record({ area: 'risk-model', key: [id, version], action: 'ACTIVATED', changedBy });
    return true;
  }
}
