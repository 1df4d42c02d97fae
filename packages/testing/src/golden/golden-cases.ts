import { documented } from './documented.js';
import type { GoldenCase } from './golden-case.js';
import { lists } from './lists.js';
import { otherType } from './other-type.js';
import { relatedEntities } from './related-entities.js';
import { relationship } from './relationship.js';
import { structure } from './structure.js';

const named = (area: string, cases: readonly GoldenCase[]): GoldenCase[] =>
  cases.map((each) => ({ ...each, name: `${area}, ${each.name}` }));

/**
 * A case for every rule of the error catalogue, the documented lines first; run by the use case here, and over HTTP by
 * the API.
 */
export const goldenCases: readonly GoldenCase[] = [
  ...named('documented', documented),
  ...named('relationship', relationship),
  ...named('field of the other type', otherType),
  ...named('list', lists),
  ...named('related entity', relatedEntities),
  ...named('structure', structure),
];
