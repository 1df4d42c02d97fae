import { expect, test } from '@jest/globals';
import { RETRY_PAUSES } from '@aml-customer/application';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const documented = readFileSync(
  fileURLToPath(new URL('../../../docs/callbacks.md', import.meta.url)),
  'utf8',
).replaceAll('\n', ' ');

function words(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}

test('docs/callbacks.md states the pauses between attempts', () => {
  expect(documented).toContain(
    `${RETRY_PAUSES.length + 1} attempts, with pauses of ${RETRY_PAUSES.map(words).join(', ')}, some ${Math.round(RETRY_PAUSES.reduce((a, b) => a + b) / 3600)} hours`,
  );
});
