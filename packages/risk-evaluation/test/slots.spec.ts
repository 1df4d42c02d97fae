import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SlotReader, slotOf } from '../src/answers/slots.js';

const NAMES = ['slotA', 'slotB', 'slotC', 'slotD', 'slotE', 'slotF'];
const SLOTS = NAMES.map(slotOf);
const read = (reader: SlotReader, object: unknown): unknown[] => {
  const values = reader.read(object);
  return SLOTS.map((slot) => values[slot]);
};

describe('a reader of slots', () => {
  it('finds every member, whatever objects it read before', () => {
    const name = fc.constantFrom(...NAMES, 'other', 'another', 'third');
    const object = fc
      .uniqueArray(fc.tuple(name, fc.constantFrom(1, 'x', false, null, ' ')), { selector: ([key]) => key })
      .map((members) => Object.fromEntries(members));
    fc.assert(
      fc.property(fc.array(object, { maxLength: 8 }), (objects) => {
        const reader = new SlotReader();
        for (const members of objects)
          expect(read(reader, members)).toEqual(
            NAMES.map((key) => {
              const value = members[key];
              return value === null || value === ' ' ? undefined : value;
            }),
          );
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });

  it('finds a member that got its slot after the reader met its name', () => {
    const reader = new SlotReader();
    const object = { slotA: 1, slotOfLaterModel: 2 };
    expect(read(reader, object)[0]).toBe(1);
    const slot = slotOf('slotOfLaterModel');
    expect(reader.read(object)[slot]).toBe(2);
  });

  it.each([['text'], [5], [[1]], [true]])('finds nothing in %j', (value) => {
    expect(read(new SlotReader(), value).every((found) => found === undefined)).toBe(true);
  });
});
