export * from './customers/ports.js';
export type * from './classifiers/ports.js';
export { Overloaded, StoreFull } from './overloaded.js';
export type { Page } from './page.js';
export {
  CreateOrUpdateCustomer,
  type Outcome,
  type ReceivedBody,
  type RegistrationDependencies,
} from './customers/register/create-or-update-customer.js';
export {
  consequencesOf,
  customerUpdate,
  stateAsked,
  SUPERSEDABLE_STATES,
  type AcceptedMessage,
  type AddressedEvent,
  type AssessedMessage,
  type Consequences,
  type CustomerState,
  type EarlierAssessment,
} from './customers/register/consequences.js';
export {
  BatchCustomers,
  MAX_BATCH,
  type BatchElements,
  type ElementResult,
  type OnElementResult,
  type UnreadElement,
} from './customers/batch/batch-customers.js';
export { ACTIVATE_AFTER, activationWaitsFor, type ActivateAfter } from './customers/activation.js';
export { asMessage } from './customers/batch/batch-defaults.js';
export { LoopYielder, type Clock } from './concurrency/loop-yielder.js';
export { Semaphore } from './concurrency/semaphore.js';
export {
  ValidateCustomer,
  type RiskPreview,
  type Validation,
  type ValidationDependencies,
  type ValidationProblem,
} from './customers/validate/validate-customer.js';
export type { IgnoredField, IgnoredFields } from './customers/ignored-fields.js';
export type { Changes } from './customers/validate/changes.js';
export {
  ReadCustomers,
  type ComparedPage,
  type ComparedVersionView,
  type CurrentCustomerView,
  type CustomerView,
  type ScreeningView,
  type VersionView,
} from './customers/read/read-customers.js';
export { EraseCustomer } from './customers/erase/erase-customer.js';
export * from './customers/erase/ports.js';
export { MemoryCustomerErasure } from './customers/erase/customer-erasure.memory.js';
export { ExportCustomers } from './customers/export/export-customers.js';
export type { CustomerExport, ExportedVersion, ExportPage } from './customers/export/ports.js';
export { MemoryCustomerExport } from './customers/export/customer-export.memory.js';
export { profileToAssess, storedProfile } from './customers/stored-profile.js';
export { referenceData } from './classifiers/reference-data.js';
export { MemoryCustomers } from './customers/customers.memory.js';
export { classifierCodes, MemoryClassifiers } from './classifiers/classifiers.memory.js';
export * from './callbacks/index.js';
export * from './assessments/index.js';
export type * from './risk-models/ports.js';
export {
  ManageModels,
  startWith,
  type ActivatedModel,
  type Addition,
  type CountryListView,
  type ManageModelsDependencies,
  type ModelSummary,
  type ModelView,
  type OfferedModel,
  type UnknownEntry,
} from './risk-models/manage-models.js';
export * from './configuration/ports.js';
export { ReadConfigurationChanges, type ConfigurationChangeView } from './configuration/read-configuration-changes.js';
export { MemoryConfigurationLog } from './configuration/configuration-log.memory.js';
export { differencesBetween, type Change, type Difference } from './json-differences.js';
export { MemoryRiskModels } from './risk-models/risk-models.memory.js';
export { MemoryInstallation } from './memory/memory-installation.js';
export { MemoryStore, type EventRouting, type MemoryOptions } from './memory/memory-store.js';
