import { policyFinder, type BodyType } from '../field-rules/recognise.js';
import { FACTS } from './facts.js';
import { fieldsOf, ownFieldsOf } from './fields.js';

/** The bodies that recognisers.ts recognises. */
export const recognisedBodies: readonly BodyType[] = [
  { name: 'Individual', fields: fieldsOf.INDIVIDUAL, observed: FACTS, refused: ownFieldsOf.ORGANIZATION },
  { name: 'Organization', fields: fieldsOf.ORGANIZATION, observed: FACTS, refused: ownFieldsOf.INDIVIDUAL },
];

/** Finds their policies, for recognisers.ts. */
export const policyOf = policyFinder(recognisedBodies);
