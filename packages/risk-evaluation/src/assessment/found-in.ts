import { fieldAt, isAnsweredAt } from '../answers/field.js';
import { relatedEntitiesOf } from '../answers/related.js';
import type { Cause, Subject } from '../answers/subject.js';
import type { RoleFinder } from '../conditions/roles.js';
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
export type RoleFinders = ReadonlyMap<string, RoleFinder>;

const ENTITY = /^\/listRelatedEntity\/\d+/;
const ENTITIES = fieldAt('/listRelatedEntity');
const EXT_ID = fieldAt('/extId');

/** Collects the related entities that factors and floors found something in. */
export class Findings {
  /** The ids of the factors and floors, by the JSON Pointer of the entity; undefined if there are none. */
  private found: Map<string, Set<string>> | undefined;

  private readonly hasEntities: boolean;

  constructor(private readonly customer: Subject) {
    this.hasEntities = isAnsweredAt(ENTITIES, customer);
  }

  /** Adds a factor or floor with its values, and the pointers of entities that it counted besides. */
  add(id: string, values: readonly Cause[], entities: readonly string[] = []): void {
    if (!this.hasEntities) return;
    for (const { pointer } of values) this.addPointer(id, pointer);
    for (const pointer of entities) this.addPointer(id, pointer);
  }

  private addPointer(id: string, pointer: string): void {
    const entity = pointer.startsWith('/listRelatedEntity/') ? ENTITY.exec(pointer)?.[0] : undefined;
    if (entity === undefined) return;
    this.found ??= new Map();
    this.found.set(entity, (this.found.get(entity) ?? new Set()).add(id));
  }

  /** All related entities found, in the order of the profile; no limit, since a person must see each. */
  inRelated(roles: RoleFinders): readonly CompactEntity[] {
    const { found } = this;
    if (!found) return [];
    return relatedEntitiesOf(this.customer).flatMap((entity) => {
      const by = found.get(entity.pointer);
      if (!by) return [];
      const [extId] = EXT_ID.answers(entity);
      return {
        at: entity.pointer,
        ...(typeof extId?.value === 'string' && { extId: extId.value }),
        role: entity.relation,
        as: [...roles].flatMap(([id, role]) => (role.isOf(entity) ? id : [])),
        by: [...by],
      };
    });
  }
}
