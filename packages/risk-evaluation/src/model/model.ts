import { createHash } from 'node:crypto';
import type { LoadedModel, ModelProblem } from '@aml-customer/application';
import { compiled, type Compiled } from '../assessment/compile.js';
import { canonicalJson } from '../json.js';
import { codesKnownTo } from './context.js';
import { declaredIn } from './declared.js';
import { Place } from './shape.js';
import { modelTable, type ModelData } from './table.js';

/** A valid model, ready to assess with. Its hash is the SHA-256 of the content as canonical JSON, in hexadecimal. */
export interface Model extends LoadedModel {
  /** The content, as JSON. */
  readonly data: ModelData;
  /** The content as functions; internal to this package. */
  readonly compiled: Compiled;
}

/** A valid model, or every problem of the file. */
export type LoadResult = { readonly model: Model } | { readonly problems: readonly [ModelProblem, ...ModelProblem[]] };

/** Loads a model file: returns the model, or every problem with its JSON Pointer. Never throws on a JSON value. */
export function loadModel(file: unknown): LoadResult {
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
  title: data.title,
  lists: data.lists,
  knows: codesKnownTo(data),
  hash: createHash('sha256').update(canonicalJson(data)).digest('hex'),
  data,
  compiled: compiled(data),
});
