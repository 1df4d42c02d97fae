import { isAbsent } from '@aml-customer/domain';

/** The slots of the members that models read, by name. */
const slots = new Map<string, number>();

/** The values of an object without members. */
const absent: unknown[] = [];

/** The slot of a member; a name gets one when it is first compiled. */
export function slotOf(name: string): number {
  const slot = slots.get(name) ?? absent.push(undefined) - 1;
  slots.set(name, slot);
  return slot;
}

/** For members that no model reads. */
const NO_SLOT = -1;

/** The names of the members of an object, in its order, and their slots. */
interface Order {
  readonly names: string[];
  readonly slots: number[];
  /** How many slots there were: a name that had none may have got one since. */
  readonly slotCount: number;
}

/**
 * Reads the members of objects into slots. That is faster than looking up every member that a model reads, because most
 * are absent. A reader remembers the order of the members of an object. Most objects of a sender have the same order,
 * also if they leave out some, so that few names are looked up. It remembers another order if an object has more
 * members or most of them in other places.
 */
export class SlotReader {
  private order: Order = { names: [], slots: [], slotCount: 0 };

  /** The values of an object that are present, by their slots; all are undefined if it is not an object. */
  read(object: unknown): readonly unknown[] {
    const values = absent.slice();
    if (typeof object !== 'object' || Array.isArray(object)) return values;
    if (this.order.slotCount !== values.length) this.order = orderOf(object as object);
    const { names, slots: slotsInOrder } = this.order;
    const members = object as Readonly<Record<string, unknown>>;
    let next = 0;
    let missed = 0;
    let count = 0;
    for (const name in members) {
      count++;
      const position = positionOf(name, names, next);
      const slot = position < 0 ? (slots.get(name) ?? NO_SLOT) : (slotsInOrder[position] as number);
      if (position < 0) missed++;
      else next = position + 1;
      if (slot === NO_SLOT) continue;
      const value = members[name];
      if (!isAbsent(value)) values[slot] = value;
    }
    if (missed * 2 > count || (missed > 0 && count > names.length)) this.order = orderOf(members);
    return values;
  }
}

function orderOf(object: object): Order {
  const names = Object.keys(object);
  return { names, slots: names.map((name) => slots.get(name) ?? NO_SLOT), slotCount: absent.length };
}

/** The position of a name in an order, at the expected one or a little after it; negative if it is not there. */
function positionOf(name: string, names: readonly string[], expected: number): number {
  const end = Math.min(expected + 4, names.length);
  for (let position = expected; position < end; position++) if (names[position] === name) return position;
  return -1;
}
