import { EntitySchema } from '@mikro-orm/core';
import { objectSchemas, type FieldSchema, type ObjectSchema } from '../field-schemas.js';

type Properties = Record<string, object>;
const isEntityList = ({ type, holds }: FieldSchema): boolean => type.includes('array') && holds !== undefined;

const customerFields: ObjectSchema = {
  ...objectSchemas.get('IndividualCustomer'),
  ...objectSchemas.get('OrganizationCustomer'),
};
const owners: Record<string, ObjectSchema> = {
  customer: customerFields,
  relatedEntity: objectSchemas.get('RelatedEntity') ?? {},
};
const elementTypes = new Set(
  Object.values(owners).flatMap((fields) =>
    Object.values(fields)
      .filter(isEntityList)
      .map(({ holds }) => String(holds)),
  ),
);
const entities = new Map<string, EntitySchema>();
const entity = (name: string) => (): EntitySchema => entities.get(name) as EntitySchema;

/** A column per field, a one-to-many relation per list, and JSON for other nested values. */
const propertiesOf = (fields: ObjectSchema, owner?: string): Properties =>
  Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [
      name,
      isEntityList(schema)
        ? { kind: '1:m', entity: entity(String(schema.holds)), mappedBy: owner }
        : {
            type: columnOf(schema),
            nullable: true,
            ...(name === 'communicationNumber' || name === 'customerExtId' ? { unique: true } : {}),
          },
    ]),
  );

function columnOf({ type, holds, items, enum: words }: FieldSchema): string {
  if (holds !== undefined || items || type.length > 2) return 'json';
  if (type.includes('boolean')) return 'boolean';
  if (type.includes('integer') || type.includes('number')) return 'double';
  return words ? 'string' : 'text';
}

const id = { type: 'bigint', primary: true, autoincrement: true };

/** The owners whose lists hold a type: the other side of their one-to-many. */
const ownersOf = (name: string): Properties =>
  Object.fromEntries(
    Object.entries(owners)
      .filter(([, fields]) => Object.values(fields).some(({ holds }) => holds === name))
      .map(([owner]) => [
        owner,
        { kind: 'm:1', entity: entity(owner === 'customer' ? 'Customer' : 'RelatedEntity'), nullable: true },
      ]),
  );

function define(name: string, fields: ObjectSchema, owner?: string): void {
  entities.set(
    name,
    new EntitySchema({ name, properties: { pk: id, ...propertiesOf(fields, owner), ...ownersOf(name) } }),
  );
}

define('Customer', customerFields, 'customer');
for (const name of elementTypes) define(name, objectSchemas.get(name) ?? {}, 'relatedEntity');

/** The customer and everything that it lists, each an entity with a table, as the guide of MikroORM defines them. */
export const customerEntities: readonly EntitySchema[] = [...entities.values()];
export const Customer = entity('Customer')();
