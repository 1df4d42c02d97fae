import type { ModelProblem } from '@aml-customer/application';
import { defaultModel, loadModel, type Model, type ModelData } from '../src/index.js';

/** A mutable copy of the default model's file. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file may hold anything
export type File = any;
export const file = (): File => structuredClone(defaultModel.data);

/** Loads the default model with a change to its file. */
export function changed(change: (data: File) => void): Model {
  const data = file();
  change(data);
  const loaded = loadModel(data);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.model;
}

/** The problems of a model file, as `place sentence`. */
export function problemsOf(value: unknown): readonly string[] {
  const loaded = loadModel(value);
  return 'problems' in loaded
    ? loaded.problems.map(({ pointer, sentence }: ModelProblem) => `${pointer} ${sentence}`)
    : [];
}

/** The index of a factor or floor in the file. */
export const factorAt = (id: string): number => indexIn(defaultModel.data.factors, id);
export const floorAt = (id: string): number => indexIn(defaultModel.data.floors, id);
const indexIn = (list: ModelData['factors'] | ModelData['floors'], id: string): number =>
  list.findIndex((element) => element.id === id);
