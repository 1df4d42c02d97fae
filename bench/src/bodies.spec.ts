import { read } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { bodyMaker, EVALUATED, SUBJECTS } from './bodies.js';

const keys = (body: string) => {
  const { communicationNumber, customerExtId } = JSON.parse(body) as Record<string, string>;
  return [communicationNumber, customerExtId];
};

const evaluated = Object.entries(EVALUATED).map(([name, subject]) => [`${name}, EVALUATE`, subject] as const);

describe('the sent messages', () => {
  test.each([...Object.entries(SUBJECTS), ...evaluated])(
    '%s is another customer and another message each time, and reads',
    (_, { text }) => {
      const make = bodyMaker(text);
      const bodies = Array.from({ length: 1000 }, (_, i) => make(i + 1).toString());
      expect(new Set(bodies.flatMap(keys)).size).toBe(2000);
      expect(read(JSON.parse(bodies[999] ?? ''))).toMatchObject({ problems: [], ignored: [] });
    },
  );

  test('a batch holds consecutive customers', () => {
    const { text } = SUBJECTS['minimal person'];
    const { customers } = JSON.parse(bodyMaker(text, 3)(7).toString()) as { customers: unknown[] };
    expect(customers).toEqual([7, 8, 9].map((number) => JSON.parse(bodyMaker(text)(number).toString()) as unknown));
  });
});
