import version1 from './models/default-1.json' with { type: 'json' };
import version2 from './models/default-2.json' with { type: 'json' };
import { loadModel, type Model } from './model/model.js';
import { problemText } from './model/shape.js';

/**
 * The versions of the default model, oldest first. Earlier ones stay, unchanged: installations keep the version that
 * they activated, and are offered the latest.
 * @throws Error that lists the problems of the file, when a member of a version is read
 */
export const defaultModels = [loadedOnUse(version1), loadedOnUse(version2)] as const;

/**
 * The latest version, which a new installation starts with. Its weights are expert judgement, not calibrated on data,
 * as its note says.
 */
export const defaultModel: Model = defaultModels[1];

/**
 * Returns the default model of a file, loaded when one of its members is first read. So a wrong file does not stop
 * `npm run models -- add` from starting, and the service reports every problem of it.
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
    get title() {
      return load().title;
    },
    get lists() {
      return load().lists;
    },
    get knows() {
      return load().knows;
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
