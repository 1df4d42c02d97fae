export * from './builders.js';
export { ABSENT, changed, type Change } from './change.js';
export { anInstallation, type Installation } from './installation.js';
export {
  bases,
  bodyBefore,
  bodyOf,
  type Base,
  type Expected,
  type GoldenCase,
  type Stage,
} from './golden/golden-case.js';
export { goldenCases } from './golden/golden-cases.js';
export { documented } from './golden/documented.js';
export { toCreate, toUpdate, type IntentSaid } from './contracts/an-intent.js';
export { customersContract } from './contracts/customers-contract.js';
export type { CustomersUnderTest } from './contracts/customers-under-test.js';
export { assessmentsContract, type AssessmentsUnderTest } from './contracts/assessments-contract.js';
export { classifiersContract, type ClassifiersUnderTest } from './contracts/classifiers-contract.js';
export { customerExportContract, type CustomerExportUnderTest } from './contracts/customer-export-contract.js';
