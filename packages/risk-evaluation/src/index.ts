export { evaluate, nextReviewOn, type Circumstances } from './assessment/evaluate.js';
export type { Assessment, Contribution, FiredFloor, GroupTotal, UsedList } from './assessment/assessment.js';
export type { Cause } from './answers/subject.js';
export { NotEvaluable, type InputProblem } from './answers/not-evaluable.js';
export { loadModel, type LoadedModel, type Model } from './model/model.js';
export type { ModelProblem } from './model/shape.js';
export { LEVELS, type Level, type ModelData } from './model/table.js';
export { defaultModel } from './default-model.js';
export { explainModel } from './explain.js';
