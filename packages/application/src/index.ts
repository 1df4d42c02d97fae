export type * from './ports.js';
export { Overloaded } from './ports.js';
export {
  CreateOrUpdateCustomer,
  type Dependencies,
  type Outcome,
  type ReceivedBody,
  type Registered,
} from './create-or-update-customer.js';
export {
  BatchCustomers,
  MAX_BATCH,
  type BatchElements,
  type ElementResult,
  type Told,
  type UnreadElement,
} from './batch-customers.js';
export { asMessage } from './batch-defaults.js';
export { Pace, type Clock } from './batch-pace.js';
export { Places } from './places.js';
export {
  ValidateCustomer,
  type IgnoredField,
  type TriedRisk,
  type Validation,
  type ValidationDependencies,
  type ValidationProblem,
} from './validate-customer.js';
export type { Changes } from './validate-changes.js';
export { ReadCustomers, type CustomerView, type VersionView } from './read-customers.js';
export { ExportCustomers } from './customer-export/export-customers.js';
export type { CustomerExport, ExportedVersion, ExportPage, PageLimit } from './customer-export/ports.js';
export { MemoryCustomerExport } from './customer-export/customer-export.memory.js';
export { storedProfile } from './stored-profile.js';
export { referenceData } from './reference-data.js';
export { MemoryCustomers } from './memory/customers.memory.js';
export { classifierCodes, MemoryClassifiers } from './memory/classifiers.memory.js';
export * from './callbacks/index.js';
export * from './assessments/index.js';
