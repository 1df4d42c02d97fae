import type { JsonSchema } from '@aml-customer/domain';

/** What every call that is ours has in common. */
export const security = [{ apiToken: [] }, {}];

export const text: JsonSchema = { type: 'string' };
export const time: JsonSchema = { type: 'string', format: 'date-time' };
export const words = (...values: readonly string[]): JsonSchema => ({ type: 'string', enum: values });
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** An object; every property is required but the optional ones. */
export const object = (
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

export const inPath = (name: string, example: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});
export const inQuery = (name: string, description: string, schema: object) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

/** Which part of a list is asked for. */
export const paging = [
  inQuery('after', 'The cursor of an earlier answer; left out, the list begins', { type: 'string' }),
  inQuery('limit', 'How many at most', { type: 'integer', minimum: 1, maximum: 500, default: 50 }),
];

/** A JSON body with named examples. */
export const body = (schema: string, examples: Readonly<Record<string, unknown>>) => ({
  required: true,
  content: {
    'application/json': {
      schema: ref(schema),
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
    },
  },
});
