import { RISK_LEVELS, type JsonSchema } from '@aml-customer/domain';

export const string: JsonSchema = { type: 'string' };
export const boolean: JsonSchema = { type: 'boolean' };
export const date: JsonSchema = { type: 'string', format: 'date' };
export const dateTime: JsonSchema = { type: 'string', format: 'date-time' };
export const enumOf = (...values: readonly string[]): JsonSchema => ({ type: 'string', enum: values });
export const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
export const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** An object. Every property is required except the optional ones. */
export const object = (
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** An object that may have further members, with the given meaning. */
export const open = (schema: JsonSchema, description: string): JsonSchema => ({
  ...schema,
  description,
  additionalProperties: true,
});

export const count: JsonSchema = { type: 'integer', minimum: 0 };

/** A value that may also be null, which counts as absent. */
export const nullable = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  type: [...[schema['type']].flat(), 'null'],
  ...(Array.isArray(schema['enum']) && { enum: [...(schema['enum'] as unknown[]), null] }),
});

/** Any JSON value. */
export const anyValue: JsonSchema = {};

/** The version number of a customer. */
export const versionNumber: JsonSchema = { type: 'integer', minimum: 1 };
export const riskLevel = enumOf(...RISK_LEVELS);
/** An assessment and a decision never result in NONE. */
export const assessedLevel = enumOf(...RISK_LEVELS.filter((level) => level !== 'NONE'));
export const riskScore: JsonSchema = { type: 'integer', minimum: 0, maximum: 100 };
/** Points of a risk model. */
export const points: JsonSchema = { type: 'integer' };
export const pageCursor: JsonSchema = {
  ...string,
  description: 'Pass it as `after` to read the next page. Absent if the list is empty',
};

/** Schemas that several subjects refer to. */
export const sharedSchemas: Readonly<Record<string, JsonSchema>> = {
  Accepted: object({ resultType: enumOf('REQUEST_ACCEPTED') }),
  Rejected: object({
    resultType: enumOf('REQUEST_REJECTED'),
    errorCode: { ...string, description: 'A code of the error catalogue', examples: ['C004'] },
    errorDescription: {
      ...string,
      description: 'The sentence of that code with its values filled in',
      examples: ['Customer already exists'],
    },
  }),
  Failure: object({
    resultType: enumOf('REQUEST_REJECTED'),
    status: { type: 'integer', enum: [500, 503] },
    error: string,
  }),
  HttpProblem: object(
    {
      timestamp: dateTime,
      status: { type: 'integer' },
      error: string,
      path: string,
      errorDescription: { ...string, description: 'The reason, if the status does not say it' },
    },
    ['errorDescription'],
  ),
  RiskModelReference: object({
    id: string,
    version: string,
    hash: { ...string, description: 'SHA-256 of the content of the model' },
  }),
  IgnoredField: object(
    {
      pointer: { ...string, description: 'A JSON Pointer (RFC 6901) into the message' },
      didYouMean: { ...string, description: 'The nearest known name' },
    },
    ['didYouMean'],
  ),
  ValueProblem: object({
    pointer: { ...string, description: 'A JSON Pointer (RFC 6901) to the value' },
    sentence: string,
  }),
};
