import type { ClassifierName } from '@aml-customer/domain';

/** A risk model that the installation keeps; its data never change under one id and version. */
export interface StoredModel {
  readonly id: string;
  readonly version: string;
  /** Of the content: what an assessment names to be replayed. */
  readonly hash: string;
  readonly addedAt: Date;
  readonly active: boolean;
  /** Who activated it last; absent if it never was, or before activations were recorded. */
  readonly activation?: { readonly by: string; readonly at: Date };
  /** The model file, as JSON. */
  readonly data: unknown;
}

/** A model file that was read and found usable. */
export type NewModel = Pick<StoredModel, 'id' | 'version' | 'hash' | 'data'>;

/** A problem of a model file. The sentence follows the place, a JSON Pointer: "/groups/0/cap must be ...". */
export interface ModelProblem {
  readonly pointer: string;
  readonly sentence: string;
}

/** A dated list of countries in a model; days as yyyy-MM-dd. */
export interface ModelCountryList {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  /** The last day on which the list is valid; it is used afterwards too. */
  readonly validUntil: string;
}

/** A model that was read from its file. */
export interface LoadedModel extends NewModel {
  readonly title: string;
  readonly lists: readonly ModelCountryList[];
  /**
   * Whether assessments by the model can use a code. False if the model consults the classifier, and neither maps the
   * code nor declares it to have no meaning: a person then decides each assessment with that code.
   */
  readonly knows: (classifier: ClassifierName, code: string) => boolean;
}

/** Reads a model file: the model, or every problem of the file, of which there is at least one. */
export type LoadModel = (
  file: unknown,
) => { readonly model: LoadedModel } | { readonly problems: readonly [ModelProblem, ...ModelProblem[]] };

/**
 * The risk models. One is active; assessments keep naming the one that they used. Each change is recorded with the name
 * of who made it.
 */
export interface RiskModels {
  /** Without their data, the latest first. */
  list(): Promise<readonly Omit<StoredModel, 'data'>[]>;
  find(id: string, version: string): Promise<StoredModel | undefined>;
  /** The model that assesses now. */
  active(): Promise<StoredModel>;
  /** As `active`, without waiting: the last one that this process knows; undefined if it knows none. */
  activeNow(): StoredModel | undefined;
  /**
   * `conflict`: the id and version are taken by other content. `there`: the same content was added before, and nothing
   * changes.
   */
  add(model: NewModel, changedBy: string): Promise<'added' | 'there' | 'conflict'>;
  /** Whether there is such a model; it assesses from now on, on every instance. */
  activate(id: string, version: string, changedBy: string): Promise<boolean>;
}
