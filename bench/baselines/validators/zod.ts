import { z } from 'zod';
import { codesOf } from '../codes.js';
import { customerTypeOf, objectSchemas, type FieldSchema } from '../field-schemas.js';

const objects = new Map<string, z.ZodType>();

function objectOf(name: string): z.ZodType {
  const known = objects.get(name);
  if (known) return known;
  const object = z.object(
    Object.fromEntries(
      Object.entries(objectSchemas.get(name) ?? {}).map(([field, schema]) => [field, fieldOf(schema)]),
    ),
  );
  objects.set(name, object);
  return object;
}

function fieldOf(schema: FieldSchema): z.ZodType {
  const { type, optional, holds, items, maxItems } = schema;
  const one = holds === undefined ? valueOf(items ?? schema) : objectOf(holds);
  const whole = type.includes('array') ? z.array(one).max(maxItems ?? Infinity) : one;
  return optional ? whole.nullish() : whole;
}

function valueOf({
  type,
  enum: words,
  classifier,
  pattern,
  minLength = 0,
  maxLength = Infinity,
  minimum = 0,
  maximum = Infinity,
}: FieldSchema): z.ZodType {
  if (type.includes('number') && type.includes('boolean'))
    return z.union([z.string().max(maxLength), z.number(), z.boolean()]);
  if (type.includes('boolean')) return z.union([z.boolean(), z.enum(['true', 'false'])]);
  if (type.includes('integer')) return z.union([z.int().min(minimum).max(maximum), z.string().regex(/^\d+$/)]);
  if (type.includes('number'))
    return z.union([z.number().min(minimum).max(maximum), z.string().regex(/^\d+(\.\d+)?$/)]);
  if (words) return z.enum(words as string[]);
  if (classifier !== undefined && codesOf(classifier).length > 0) return z.enum(codesOf(classifier) as string[]);
  const text = z.string().min(minLength).max(maxLength);
  return pattern === undefined ? text : text.regex(new RegExp(pattern));
}

const schemas = {
  IndividualCustomer: objectOf('IndividualCustomer'),
  OrganizationCustomer: objectOf('OrganizationCustomer'),
};

/** The same rules as zod schemas, as its guide writes them. */
export const zodValidator = (body: unknown): boolean => schemas[customerTypeOf(body)].safeParse(body).success;
