import { profileOf, read, type Profile } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalJson, defaultModels, evaluate } from '../src/index.js';

/** Every released version of the default model, with the hash of its content. A new version is a new line. */
const RELEASED: Readonly<Record<string, string>> = {
  1: '2e83ac971897dc5114b3601bd8a347d2c298ddadc7a8d2836ada8582ddb933dc',
  2: '293a9101208c12b1f13aad83ad6555938213c2e086f98e75ab38472bf913361a',
};

interface Stored {
  readonly name: string;
  readonly base: 'person' | 'organization';
  readonly change: object;
  readonly sha256: string;
}

const [bases, ...stored] = readFileSync(new URL('released/default-1.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as unknown) as [Record<Stored['base'], object>, ...Stored[]];

function profileFor({ base, change }: Stored): Profile {
  const reading = read({ ...bases[base], ...change });
  if (!('message' in reading)) throw new Error('not a message');
  return profileOf(reading.message);
}

describe('the released versions of the default model', () => {
  it('keep the content that they were released with: a change needs another version', () => {
    expect(Object.fromEntries(defaultModels.map(({ version, hash }) => [version, hash]))).toEqual(RELEASED);
  });

  it.each(stored.map((each) => [each.name, each] as const))('version 1 assesses as it always did: %s', (_, each) => {
    const assessment = evaluate(defaultModels[0], profileFor(each), { assessedOn: '2026-07-01' });
    expect(createHash('sha256').update(canonicalJson(assessment)).digest('hex')).toBe(each.sha256);
  });
});
