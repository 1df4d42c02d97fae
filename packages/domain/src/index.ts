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
export { FLAG_FIELDS, FLAGS, flagsOf, type Flags } from './customer/flags.js';
export { errorCatalogue } from './customer/catalogue.js';
export type { CustomerMessage, IndividualMessage, OrganizationMessage } from './customer/fields.js';
export * from './customer/vocabulary.js';
export { compareRanks, fill, inOrder, type CatalogueEntry, type Problem, type Rule } from './field-rules/rule.js';
export { isObject, MAX_DEPTH, sameJson } from './field-rules/json.js';
export { typeText } from './field-rules/describe.js';
export { pointerTo, stepsOf } from './field-rules/pointer.js';
export { LAST_ROW } from './field-rules/node.js';
export { isAbsent, present } from './field-rules/record.js';
export { isBlank } from './field-rules/values.js';
export { MAX_ELEMENTS, MAX_MEMBERS, STRUCTURE } from './field-rules/structure.js';
export type { BooleanValue, FieldType, Numeric } from './field-rules/field.js';
export { kindAt, knownNames, namesAt, typeAt } from './customer/kind-at.js';
export {
  customerFields,
  customerSchemas,
  nestedTypes,
  profileSchemas,
  type FieldDescription,
} from './customer/schema.js';
export type { JsonSchema } from './field-rules/json-schema.js';
export { exampleBody, examples, type Example } from './customer/examples.js';
export { recognisersSource } from './customer/recognisers-source.js';
