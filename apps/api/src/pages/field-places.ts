import { customerFields, nestedTypes, type FieldDescription, type FieldType } from '@aml-customer/domain';

/** A field of a customer or of a nested type. */
export interface FieldPlace {
  /** The name of the nested type; absent for a field of the customer. */
  readonly typeName?: string;
  readonly field: FieldDescription;
  /** Its paths in a message, with `*` for a list index: a nested type can occur at several places. */
  readonly paths: readonly string[];
}

/** All fields: those of the customer first, then those of each nested type. */
export const fieldPlaces: readonly FieldPlace[] = [
  ...customerFields.map((field) => ({ field, paths: [`/${field.name}`] })),
  ...nestedTypes.flatMap(({ name, fields }) =>
    fields.map((field) => ({
      typeName: name,
      field,
      paths: pathsOf(name).map((path) => `${path}/${field.name}`),
    })),
  ),
];

const placesByPath = new Map(fieldPlaces.flatMap((place) => place.paths.map((path) => [path, place] as const)));

/** The field at a path of the error catalogue; a list element belongs to the field of its list. */
export const fieldPlaceAt = (path: string): FieldPlace | undefined => placesByPath.get(path.replace(/\/\*$/, ''));

/** The id of a field on the page of the fields. */
export const anchorOf = ({ typeName, field }: FieldPlace): string =>
  typeName === undefined ? field.name : `${typeName}.${field.name}`;

/** The paths of the values of a nested type, with `*` for a list index. */
export function pathsOf(typeName: string): string[] {
  const visit = (type: FieldType, path: string): string[] => {
    if (type.kind === 'list') return visit(type.items.type, `${path}/*`);
    if (type.kind !== 'record') return [];
    const nested = Object.entries(type.fields).flatMap(([name, field]) => visit(field.type, `${path}/${name}`));
    return type.name === typeName ? [path, ...nested] : nested;
  };
  return customerFields.flatMap(({ name, type }) => visit(type, `/${name}`));
}
