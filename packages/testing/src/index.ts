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
export { toCreate, toUpdate, type IntentValues } from './contracts/an-intent.js';
export { configurationLogContract, type ConfigurationUnderTest } from './contracts/configuration-log-contract.js';
export { customersContract } from './contracts/customers-contract.js';
export type { CustomersUnderTest } from './contracts/customers-under-test.js';
export {
  assessOnAcceptanceContract,
  type AssessedOnAcceptanceUnderTest,
} from './contracts/assess-on-acceptance-contract.js';
export { activateTestModel, TEST_MODEL } from './contracts/test-model.js';
export { beforeMessageContract, type BeforeMessageUnderTest } from './contracts/before-message-contract.js';
export { activationContract, type ActivationUnderTest } from './contracts/activation-contract.js';
export { assessmentsContract, type AssessmentsUnderTest } from './contracts/assessments-contract.js';
export { classifiersContract, type ClassifiersUnderTest } from './contracts/classifiers-contract.js';
export { customerExportContract, type CustomerExportUnderTest } from './contracts/customer-export-contract.js';
export { customerErasureContract, type CustomerErasureUnderTest } from './contracts/customer-erasure-contract.js';
export { updateConsequencesContract, type UpdatesUnderTest } from './contracts/update-consequences-contract.js';
export { firstProgressContract, type SettlingUnderTest } from './contracts/first-progress-contract.js';
export { anEvent, callbacksContract, type CallbacksUnderTest } from './contracts/callbacks-contract.js';
