import { expect, test } from '@jest/globals';
import { largeBodies } from './large-bodies.js';

test('large bodies are as large as a message may be, and no larger', () => {
  const sizes = Object.values(largeBodies()).map((text) => Buffer.byteLength(text) / 1024 / 1024);
  expect(sizes).toHaveLength(17);
  expect([Math.min(...sizes) > 0.85, Math.max(...sizes) <= 1]).toEqual([true, true]);
});
