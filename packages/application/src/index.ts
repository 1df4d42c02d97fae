export type * from './customers/ports.js';
export type * from './classifiers/ports.js';
export { Overloaded } from './overloaded.js';
export {
  CreateOrUpdateCustomer,
  type Dependencies,
  type Outcome,
  type ReceivedBody,
  type Registered,
} from './customers/register/create-or-update-customer.js';
export {
  BatchCustomers,
  MAX_BATCH,
  type BatchElements,
  type ElementResult,
  type Told,
  type UnreadElement,
} from './customers/batch/batch-customers.js';
export { asMessage } from './customers/batch/batch-defaults.js';
export { LoopYielder, type Clock } from './concurrency/loop-yielder.js';
export { Semaphore } from './concurrency/semaphore.js';
export {
  ValidateCustomer,
  type IgnoredField,
  type TriedRisk,
  type Validation,
  type ValidationDependencies,
  type ValidationProblem,
} from './customers/validate/validate-customer.js';
export type { Changes } from './customers/validate/changes.js';
export { ReadCustomers, type CustomerView, type VersionView } from './customers/read/read-customers.js';
export { ExportCustomers } from './customers/export/export-customers.js';
export type { CustomerExport, ExportedVersion, ExportPage, PageLimit } from './customers/export/ports.js';
export { MemoryCustomerExport } from './customers/export/customer-export.memory.js';
export { storedProfile } from './customers/stored-profile.js';
export { referenceData } from './classifiers/reference-data.js';
export { MemoryCustomers } from './customers/customers.memory.js';
export { classifierCodes, MemoryClassifiers } from './classifiers/classifiers.memory.js';
export * from './callbacks/index.js';
export * from './assessments/index.js';
export type * from './risk-models/ports.js';
export { ManageModels, type Addition, type ModelSummary, type ModelView } from './risk-models/manage-models.js';
export { differencesBetween, type Difference } from './json-differences.js';
export { MemoryRiskModels } from './risk-models/risk-models.memory.js';
