export * from './builders.js';
export { ABSENT, changed, type Change } from './change.js';
export { anInstallation, type Installation } from './installation.js';
export { bases, bodyBefore, bodyOf, type Base, type Expected, type GoldenCase, type Stage } from './golden/golden-case.js';
export { goldenCases } from './golden/golden-cases.js';
export { documented } from './golden/documented.js';
