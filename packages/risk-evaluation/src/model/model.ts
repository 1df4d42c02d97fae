import { createHash } from 'node:crypto';
import type { ModelProblem } from '@aml-customer/application';
import { compiled, type Compiled } from '../assessment/compile.js';
import { canonicalJson } from '../json.js';
import { declaredIn } from './declared.js';
import { Place } from './shape.js';
import { modelTable, type ModelData } from './table.js';

/** A model that is complete and consistent, ready to assess with. */
export interface Model {
  readonly id: string;
  readonly version: string;
  /**
   * SHA-256 of its content as canonical JSON, in hexadecimal: the same for the same content, however the file is laid
   * out.
   */
  readonly hash: string;
  /** The content, as JSON: what to store, list and hand out. */
  readonly data: ModelData;
  /** The content as functions; of use to this package only. */
  readonly compiled: Compiled;
}

/** A model that can be used, or everything that is wrong with the file. */
export type LoadedModel = { readonly model: Model } | { readonly problems: readonly [ModelProblem, ...ModelProblem[]] };

/**
 * Reads a model file. All problems are found in one reading, each with its place as a JSON Pointer; a file with any is
 * not used at all. Total over every value that JSON can bring.
 */
export function loadModel(file: unknown): LoadedModel {
  const place = new Place(declaredIn(file), []);
  const data = modelTable(file, place);
  const [first, ...others] = place.problems;
  return first || !data
    ? { problems: [first ?? { pointer: '', sentence: 'cannot be read' }, ...others] }
    : { model: modelOf(data) };
}

const modelOf = (data: ModelData): Model => ({
  id: data.id,
  version: data.version,
  hash: createHash('sha256').update(canonicalJson(data)).digest('hex'),
  data,
  compiled: compiled(data),
});
