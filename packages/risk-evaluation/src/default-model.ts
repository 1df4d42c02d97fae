import file from './models/default.json' with { type: 'json' };
import { loadModel, type Model } from './model/model.js';
import { problemText } from './model/shape.js';

/**
 * The model that an installation starts with, until it activates one of its own. Its weights are a judgement, and it
 * says so.
 */
export const defaultModel: Model = shipped();

function shipped(): Model {
  const loaded = loadModel(file);
  if ('model' in loaded) return loaded.model;
  throw new Error(`The shipped risk model: ${loaded.problems.map(problemText).join('; ')}`);
}
