import file from './models/default.json' with { type: 'json' };
import { loadModel, type Model } from './model/model.js';
import { problemText } from './model/shape.js';

/**
 * The model that a new installation starts with. Its weights are expert judgement, not calibrated on data, as its note
 * says.
 */
export const defaultModel: Model = loadDefaultModel();

function loadDefaultModel(): Model {
  const loaded = loadModel(file);
  if ('model' in loaded) return loaded.model;
  throw new Error(`The default risk model is invalid: ${loaded.problems.map(problemText).join('; ')}`);
}
