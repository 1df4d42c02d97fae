import { director, type Golden } from './golden.js';

/** The results of floors. */
export const EXTREME = { level: 'EXTREME', needsDecision: true } as const;
export const HIGH = { level: 'HIGH', needsDecision: true } as const;

/** The change that adds a related entity to an organisation without any risk. */
export const related = (entity: Readonly<Record<string, unknown>>): Golden['change'] => ({
  listRelatedEntity: [director, { ...director, ...entity }],
});

/** A person with a share or votes, whose relation gives no role. */
export const host = (entity: Readonly<Record<string, unknown>>): Golden['change'] =>
  related({ relationType: 'HOST', ...entity });

/** The fields that make a related entity an organisation. */
export const company = { entityType: 'ORGANIZATION', title: 'Harbour Holding', country: undefined };

/** Pointers to fields of the added related entity. */
export const entity = (...fields: readonly string[]) => fields.map((field) => `/listRelatedEntity/1/${field}`);
