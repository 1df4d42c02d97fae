export { loadModel, type LoadedModel, type Model } from './model/model.js';
export type { ModelProblem } from './model/shape.js';
export { LEVELS, type Level, type ModelData } from './model/table.js';
export { defaultModel } from './default-model.js';
export { explainModel } from './explain.js';
