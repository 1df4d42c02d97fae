export type * from './ports.js';
export { CreateOrUpdateCustomer, type Dependencies, type Outcome, type ReceivedBody } from './create-or-update-customer.js';
export { ReadCustomers, type CustomerView, type VersionView } from './read-customers.js';
export { storedProfile } from './stored-profile.js';
export { referenceData } from './reference-data.js';
export { MemoryCustomers } from './memory/customers.memory.js';
export { classifierCodes, MemoryClassifiers } from './memory/classifiers.memory.js';
export * from './callbacks/index.js';
export * from './assessments/index.js';
