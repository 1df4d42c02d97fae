export { factsOf, profileOf, read, TOO_DEEP, type Profile, type Reading, type Unreadable } from './customer/read.js';
export {
  customerExists,
  customerMissing,
  decide,
  numberUsed,
  titleOf,
  type Decision,
  type Intent,
  type ReferenceData,
  type UnknownFields,
} from './customer/decide.js';
export type { Facts } from './customer/facts.js';
export { FLAG_FIELDS, flagsOf, type Flags } from './customer/flags.js';
export { errorCatalogue } from './customer/catalogue.js';
export type { CustomerMessage, IndividualMessage, OrganizationMessage } from './customer/fields.js';
export * from './customer/vocabulary.js';
export { fill, inOrder, type CatalogueEntry, type Problem, type Rule } from './rules/rule.js';
export { isObject, MAX_DEPTH, sameJson } from './rules/json.js';
export { pointerTo, stepsOf } from './rules/pointer.js';
export { present } from './rules/record.js';
export { STRUCTURE } from './rules/structure.js';
export type { Flag, Numeric } from './rules/field.js';
export { kindAt, namesAt } from './customer/kind-at.js';
export { customerFields, customerSchemas, nestedTypes, type FieldDescription } from './customer/schema.js';
export type { JsonSchema } from './rules/json-schema.js';
export { examples, type Example } from './customer/examples.js';
