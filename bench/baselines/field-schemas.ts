import { customerSchemas, type JsonSchema } from '@aml-customer/domain';

/** A field of the customer in the form that every baseline uses. */
export interface FieldSchema {
  readonly type: readonly string[];
  readonly optional: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The code list that a value must be in. */
  readonly classifier?: string;
  /** The name of the object type of the field, or of the elements of its list. */
  readonly holds?: string;
  /** The type of the elements of a list of plain values. */
  readonly items?: FieldSchema;
  readonly maxItems?: number;
}

export type ObjectSchema = Readonly<Record<string, FieldSchema>>;

/**
 * The object types of the request by name, from the schemas that Swagger shows: the rules of a single field, which any
 * validator can express.
 */
export const objectSchemas: ReadonlyMap<string, ObjectSchema> = new Map(
  Object.entries(customerSchemas)
    .filter(([, { properties }]) => properties !== undefined)
    .map(([name, schema]) => [name, fieldsOf(schema)]),
);

/** The type of customer that a body declares. */
export const customerTypeOf = (body: unknown): 'IndividualCustomer' | 'OrganizationCustomer' =>
  (body as { entityType?: unknown }).entityType === 'INDIVIDUAL' ? 'IndividualCustomer' : 'OrganizationCustomer';

function fieldsOf({ properties, required = [] }: JsonSchema): ObjectSchema {
  return Object.fromEntries(
    Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => [
      name,
      fieldOf(schema, !(required as string[]).includes(name)),
    ]),
  );
}

function fieldOf(schema: JsonSchema, optional: boolean): FieldSchema {
  const {
    type = 'object',
    enum: words,
    'x-classifier': classifier,
    items,
    ...limits
  } = schema as JsonSchema & { type?: string | string[]; enum?: (string | null)[]; items?: JsonSchema };
  const holds = referred(schema) ?? (items && referred(items));
  return {
    ...limits,
    optional,
    type: [type].flat().filter((name) => name !== 'null'),
    ...(words && { enum: words.filter((word) => word !== null) }),
    ...(typeof classifier === 'string' && { classifier }),
    ...(holds !== undefined && { holds }),
    ...(items && holds === undefined && { items: fieldOf(items, false) }),
  };
}

/** The name that a reference, or one beside null, ends with. */
function referred({ $ref, anyOf }: JsonSchema): string | undefined {
  if (typeof $ref === 'string') return $ref.split('/').at(-1);
  return Array.isArray(anyOf) ? referred(anyOf[0] as JsonSchema) : undefined;
}
