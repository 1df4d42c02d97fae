import file from './models/default.json' with { type: 'json' };
import { loadModel, type Model } from './model/model.js';
import { problemText } from './model/shape.js';

/**
 * The model that a new installation starts with. Its weights are expert judgement, not calibrated on data, as its note
 * says.
 * @throws Error that lists the problems of the file, when one of its members is read
 */
export const defaultModel: Model = loadedOnUse(file);

/**
 * Returns the default model of a file, loaded when one of its members is first read. So `npm run models -- add` can
 * send a wrong file to the service, which reports every problem of it.
 */
export function loadedOnUse(content: unknown): Model {
  let model: Model | undefined;
  const load = (): Model => (model ??= loadDefault(content));
  return {
    get id() {
      return load().id;
    },
    get version() {
      return load().version;
    },
    get hash() {
      return load().hash;
    },
    get data() {
      return load().data;
    },
    get compiled() {
      return load().compiled;
    },
  };
}

function loadDefault(content: unknown): Model {
  const loaded = loadModel(content);
  if ('model' in loaded) return loaded.model;
  throw new Error(`The default risk model is invalid: ${loaded.problems.map(problemText).join('; ')}`);
}
