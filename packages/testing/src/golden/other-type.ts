import { customerFields, type EntityType } from '@aml-customer/domain';
import { documented } from './documented.js';
import type { Base, GoldenCase } from './golden-case.js';
import { rejection } from './rejection.js';

const documentedRules = new Set(documented.map(({ expect: { rule } }) => rule));

/** A case for every field of one type that a customer of the other type has; documented.ts has the documented ones. */
const casesOf = (fieldsOf: EntityType, base: Base, code: string, customerType: EntityType): GoldenCase[] =>
  customerFields
    .filter(({ onlyFor, name }) => onlyFor === fieldsOf && !documentedRules.has(`/${name}#forbidden`))
    .map(({ name }) =>
      rejection(
        code,
        `Field not allowed for ${customerType}. Field:  ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        base,
        { [`/${name}`]: false },
        { check: 'forbidden' },
      ),
    );

/** The cases of fields that only the other type of customer has. Any value is rejected. */
export const otherType: readonly GoldenCase[] = [
  ...casesOf('ORGANIZATION', 'person', 'C014.', 'INDIVIDUAL'),
  ...casesOf('INDIVIDUAL', 'organization', 'C015.', 'ORGANIZATION'),
  rejection(
    'C014.',
    'Field not allowed for INDIVIDUAL. Field:  LEI',
    'person',
    { '/lei': 'x' },
    { name: 'person: C014. by the alias of a field', at: '/LEI', check: 'forbidden' },
  ),
];
