import { documented } from './documented.js';
import type { GoldenCase } from './golden-case.js';
import { lists } from './lists.js';
import { otherType } from './other-type.js';
import { relatedEntities } from './related-entities.js';
import { relationship } from './relationship.js';
import { structure } from './structure.js';

const inArea = (area: string, cases: readonly GoldenCase[]): GoldenCase[] =>
  cases.map((golden) => ({ ...golden, name: `${area}, ${golden.name}` }));

/** A case for every rule of the error catalogue. They run against the use case here, and over HTTP in apps/api. */
export const goldenCases: readonly GoldenCase[] = [
  ...inArea('documented', documented),
  ...inArea('relationship', relationship),
  ...inArea('field of the other type', otherType),
  ...inArea('list', lists),
  ...inArea('related entity', relatedEntities),
  ...inArea('structure', structure),
];
