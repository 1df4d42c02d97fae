import type { ModelProblem } from '@aml-customer/application';
import { defaultModel, loadModel, type Model, type ModelData } from '../src/index.js';

/** The content of the shipped model, as a file that may be written to. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file may hold anything
export type File = any;
export const file = (): File => structuredClone(defaultModel.data);

/** Loads the shipped model with a change to its file. */
export function changed(change: (data: File) => void): Model {
  const data = file();
  change(data);
  const loaded = loadModel(data);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.model;
}

/** What is wrong with the shipped model after a change to its file, as `place sentence`. */
export function problemsOf(value: unknown): readonly string[] {
  const loaded = loadModel(value);
  return 'problems' in loaded
    ? loaded.problems.map(({ pointer, sentence }: ModelProblem) => `${pointer} ${sentence}`)
    : [];
}

/** Where a factor or floor stands in the file. */
export const factorAt = (id: string): number => indexIn(defaultModel.data.factors, id);
export const floorAt = (id: string): number => indexIn(defaultModel.data.floors, id);
const indexIn = (list: ModelData['factors'] | ModelData['floors'], id: string): number =>
  list.findIndex((each) => each.id === id);
