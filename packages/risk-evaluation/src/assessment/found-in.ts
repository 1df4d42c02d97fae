import { relatedEntitiesOf, type RelatedEntity } from '../answers/related.js';
import { answersAt, type Subject } from '../answers/subject.js';
import type { Role } from '../conditions/roles.js';

/** A related entity that a factor or floor found something in. */
export interface FoundRelatedEntity {
  /** JSON Pointer of the entity. */
  readonly pointer: string;
  /** Absent if the profile has none. */
  readonly extId?: string;
  /** The code of its relation. */
  readonly role: string;
  /** The ids of the meanings that count for it, by its relation or its share. */
  readonly countsAs: readonly string[];
  /** The ids of the factors and floors. */
  readonly foundBy: readonly string[];
}

/** A factor or floor, and the JSON Pointers of values that it found something in. */
export interface Finding {
  readonly id: string;
  readonly pointers: readonly string[];
}

/** Functions that return the role of a related entity, by the id of the meaning. */
export type RoleFinders = ReadonlyMap<string, (entity: RelatedEntity) => Role | undefined>;

const ENTITY = /^\/listRelatedEntity\/\d+/;

/** Lists all related entities of the findings, in the order of the profile; no limit, since a person must see each. */
export function foundRelatedEntities(
  customer: Subject,
  findings: readonly Finding[],
  roles: RoleFinders,
): readonly FoundRelatedEntity[] {
  const foundBy = new Map<string, Set<string>>();
  for (const { id, pointers } of findings)
    for (const pointer of pointers) {
      const entity = ENTITY.exec(pointer)?.[0];
      if (entity !== undefined) foundBy.set(entity, (foundBy.get(entity) ?? new Set()).add(id));
    }
  if (foundBy.size === 0) return [];
  return relatedEntitiesOf(customer).flatMap((entity) => {
    const { pointer } = entity.subject;
    const ids = foundBy.get(pointer);
    if (!ids) return [];
    const [extId] = answersAt(entity.subject, ['extId']);
    return {
      pointer,
      ...(typeof extId?.value === 'string' && { extId: extId.value }),
      role: entity.relation,
      countsAs: [...roles].flatMap(([id, roleOf]) => (roleOf(entity) ? id : [])),
      foundBy: [...ids],
    };
  });
}
