import { expect, test } from '@jest/globals';
import { read } from '@aml-customer/domain';
import { ASSESSED, largeBodies } from './large-bodies.js';

test('large bodies are as large as a message may be, and no larger', () => {
  const sizes = Object.values(largeBodies()).map((text) => Buffer.byteLength(text) / 1024 / 1024);
  expect(sizes).toHaveLength(18);
  expect([Math.min(...sizes) > 0.85, Math.max(...sizes) <= 1]).toEqual([true, true]);
});

test('the body that is assessed is valid, and has as many related entities as a message may have', () => {
  const body = JSON.parse(largeBodies()[ASSESSED] as string) as Record<string, unknown[]>;
  expect(body).toMatchObject({ sourceOfRiskLevel: 'EVALUATE', listRelatedEntity: { length: 1000 } });
  expect(read(body)).toMatchObject({ problems: [] });
});
