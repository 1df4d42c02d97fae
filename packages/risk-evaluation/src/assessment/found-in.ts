import { fieldAt, isAnsweredAt } from '../answers/field.js';
import { relatedEntitiesOf } from '../answers/related.js';
import type { RelatedEntity, Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import type { FindRole } from '../conditions/roles.js';
import type { CompactEntity } from './compact.js';

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

/** Finders of roles, by the id of the meaning. */
export type RoleFinders = ReadonlyMap<string, FindRole>;

const ENTITIES = fieldAt('/listRelatedEntity');
const EXT_ID = fieldAt('/extId');

/** Collects the related entities that factors and floors found something in. */
export class Findings {
  /** The ids of the factors and floors, by the index of the entity; undefined if there are none. */
  private found: Map<number, string[]> | undefined;

  private readonly hasEntities: boolean;

  constructor(private readonly customer: Subject) {
    this.hasEntities = isAnsweredAt(ENTITIES, customer);
  }

  /** Adds a factor or floor with its values, and the entities that it counted besides. */
  add(id: string, values: readonly FoundCause[], entities: readonly RelatedEntity[] = []): void {
    if (!this.hasEntities) return;
    for (const { entityIndex } of values) this.addTo(entityIndex, id);
    for (const { entityIndex } of entities) this.addTo(entityIndex, id);
  }

  private addTo(index: number | undefined, id: string): void {
    if (index === undefined) return;
    const ids = (this.found ??= new Map<number, string[]>()).get(index);
    if (!ids) this.found.set(index, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }

  /** All related entities found, in the order of the profile; no limit, since a person must see each. */
  inRelated(roles: RoleFinders): readonly CompactEntity[] {
    const { found } = this;
    if (!found) return [];
    return relatedEntitiesOf(this.customer).flatMap((entity) => {
      const by = found.get(entity.entityIndex);
      if (!by) return [];
      const [extId] = EXT_ID.answers(entity);
      return {
        at: entity.pointer,
        ...(typeof extId?.value === 'string' && { extId: extId.value }),
        role: entity.relation,
        as: [...roles].flatMap(([id, roleOf]) => (roleOf(entity) ? id : [])),
        by,
      };
    });
  }
}
