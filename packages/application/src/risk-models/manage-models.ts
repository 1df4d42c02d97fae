import type { ClassifierCodes, ClassifierEntry, Classifiers } from '../classifiers/ports.js';
import { FIRST_START } from '../configuration/ports.js';
import type { LoadedModel, LoadModel, ModelProblem, NewModel, RiskModels, StoredModel } from './ports.js';

/** A country list of a model; days as yyyy-MM-dd. */
export interface CountryListView {
  readonly list: string;
  readonly title: string;
  readonly date: string;
  readonly validUntil: string;
  /** Whether today (UTC) is after `validUntil`. An expired list is still used. */
  readonly expired: boolean;
}

/** A model as a list shows it; times are ISO 8601 in UTC. */
export interface ModelSummary extends Omit<StoredModel, 'data' | 'addedAt' | 'activation'> {
  readonly addedAt: string;
  /** Who activated it last, and when. */
  readonly activation?: { readonly by: string; readonly at: string };
  /** Absent if this release cannot read the model. */
  readonly lists?: readonly CountryListView[];
}

/** A model with its content. */
export interface ModelView extends ModelSummary {
  readonly data: unknown;
}

/** A model that the release offers and the installation has not added. */
export type OfferedModel = Pick<LoadedModel, 'id' | 'version' | 'hash' | 'title'>;

/** A code of the installation that a model does not know, see {@link LoadedModel.knows}. */
export type UnknownEntry = Pick<ClassifierEntry, 'classifier' | 'code' | 'name'>;

/** The model that assesses from now on, and the codes of the installation that it does not know. */
export interface ActivatedModel extends ModelSummary {
  readonly unknownCodes: readonly UnknownEntry[];
}

/** The outcome of adding a model file; `there`: the same content was added before, and nothing changed. */
export type Addition =
  | { readonly kind: 'added' | 'there'; readonly model: ModelSummary }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'rejected'; readonly problems: readonly ModelProblem[] };

/** The dependencies of {@link ManageModels}. */
export interface ManageModelsDependencies {
  readonly models: RiskModels;
  readonly load: LoadModel;
  readonly classifiers: Pick<Classifiers, 'entries'>;
  /** The models that the release offers. The installation decides when it adds and activates one. */
  readonly offered: readonly LoadedModel[];
  readonly now: () => Date;
}

/**
 * The risk models of an installation (docs/contract/contract.md, "Risk evaluation"): versions are added, listed and
 * activated, but never changed, so that every stored assessment can be replayed.
 */
export class ManageModels {
  /** Loaded models by hash, which identifies their content; undefined if this release cannot read it. */
  private readonly loaded = new Map<string, LoadedModel | undefined>();

  constructor(private readonly uses: ManageModelsDependencies) {}

  /** Adds a model file if it is complete and consistent; does not activate it. */
  async add(file: unknown, changedBy: string): Promise<Addition> {
    const loaded = this.uses.load(file);
    if ('problems' in loaded) return { kind: 'rejected', problems: loaded.problems };
    const kind = await store(this.uses.models, loaded.model, changedBy);
    if (kind === 'conflict') return { kind };
    const { id, version } = loaded.model;
    const stored = await this.uses.models.find(id, version);
    if (!stored) throw new Error(`The risk model ${id} ${version} is missing right after it was added`);
    return { kind, model: await this.summaryOf(stored) };
  }

  /** Lists models without their content, the latest first. */
  async list(): Promise<readonly ModelSummary[]> {
    return Promise.all((await this.uses.models.list()).map((model) => this.summaryOf(model)));
  }

  /** Lists the models that the release offers and the installation has not added, the latest first. */
  async listOffered(): Promise<readonly OfferedModel[]> {
    const stored = new Set((await this.uses.models.list()).map(({ hash }) => hash));
    return this.uses.offered
      .filter(({ hash }) => !stored.has(hash))
      .map(({ id, version, hash, title }) => ({ id, version, hash, title }))
      .reverse();
  }

  /** Returns undefined if there is no such model. */
  async find(id: string, version: string): Promise<ModelView | undefined> {
    const stored = await this.uses.models.find(id, version);
    return stored && { ...(await this.summaryOf(stored)), data: stored.data };
  }

  /**
   * Makes a model the one that assesses from now on, and lists the codes of the installation that it does not know.
   * Returns undefined if there is no such model.
   */
  async activate(id: string, version: string, changedBy: string): Promise<ActivatedModel | undefined> {
    const { models, classifiers } = this.uses;
    const stored = (await models.activate(id, version, changedBy)) ? await models.find(id, version) : undefined;
    if (!stored) return undefined;
    const model = await this.modelOf(stored);
    const unknownCodes = model ? entriesOf(classifiers.entries()).filter(unknownTo(model)) : [];
    return { ...(await this.summaryOf(stored)), unknownCodes };
  }

  /** Returns the active model if it does not know a code: then a person decides each assessment with that code. */
  async activeWithout(
    entry: Pick<ClassifierEntry, 'classifier' | 'code'>,
  ): Promise<Pick<StoredModel, 'id' | 'version'> | undefined> {
    const model = await this.activeModel();
    return model && unknownTo(model)(entry) ? { id: model.id, version: model.version } : undefined;
  }

  /** The country lists of the active model; empty if no model is active, or this release cannot read it. */
  async activeLists(): Promise<readonly CountryListView[]> {
    return this.listsOf(await this.activeModel()) ?? [];
  }

  private async activeModel(): Promise<LoadedModel | undefined> {
    const active = (await this.uses.models.list()).find((model) => model.active);
    return active && this.modelOf(active);
  }

  private async summaryOf(stored: Omit<StoredModel, 'data'>): Promise<ModelSummary> {
    const { id, version, hash, addedAt, active, activation } = stored;
    const lists = this.listsOf(await this.modelOf(stored));
    return {
      id,
      version,
      hash,
      addedAt: addedAt.toISOString(),
      active,
      ...(activation && { activation: { ...activation, at: activation.at.toISOString() } }),
      ...(lists && { lists }),
    };
  }

  private listsOf(model: LoadedModel | undefined): readonly CountryListView[] | undefined {
    const today = this.uses.now().toISOString().slice(0, 10);
    return model?.lists.map(({ id, title, date, validUntil }) => ({
      list: id,
      title,
      date,
      validUntil,
      expired: today > validUntil,
    }));
  }

  private async modelOf({ id, version, hash }: Omit<StoredModel, 'data'>): Promise<LoadedModel | undefined> {
    if (!this.loaded.has(hash)) {
      const loaded = this.uses.load((await this.uses.models.find(id, version))?.data);
      this.loaded.set(hash, 'model' in loaded ? loaded.model : undefined);
    }
    return this.loaded.get(hash);
  }
}

/** Adds and activates a model if none is active, as at the first start; otherwise does nothing. */
export async function startWith(models: RiskModels, model: NewModel): Promise<void> {
  if ((await models.list()).some(({ active }) => active)) return;
  await store(models, model, FIRST_START);
  await models.activate(model.id, model.version, FIRST_START);
}

const store = (models: RiskModels, { id, version, hash, data }: NewModel, changedBy: string) =>
  models.add({ id, version, hash, data }, changedBy);

const entriesOf = (codes: ClassifierCodes): readonly UnknownEntry[] =>
  [...codes.values()].flatMap((entries) =>
    [...entries.values()].map(({ classifier, code, name }) => ({ classifier, code, name })),
  );

const unknownTo =
  (model: LoadedModel) =>
  ({ classifier, code }: Pick<ClassifierEntry, 'classifier' | 'code'>): boolean =>
    !model.knows(classifier, code);
