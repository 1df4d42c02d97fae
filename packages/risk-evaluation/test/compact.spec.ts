import { exampleBody, profileOf, read, type Profile } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { assess, defaultModel, defaultModels, evaluate, explained, type CompactAssessment } from '../src/index.js';
import { anyMessage } from './any-profile.js';
import { organization } from './golden/golden.js';

const DAY = { assessedOn: '2026-07-01' };
const profileIn = (message: unknown): Profile => {
  const reading = read(message);
  return profileOf('unreadable' in reading ? {} : reading.message);
};
const throughJson = (compact: CompactAssessment) => JSON.parse(JSON.stringify(compact)) as CompactAssessment;
const compact = assess(defaultModel, organization as unknown as Profile, DAY);

interface Released {
  readonly name: string;
  readonly version: string;
  readonly stored: CompactAssessment;
  readonly assessment: object;
}
/** Compact assessments as releases stored them, and the assessments that they are read as. */
const released = readFileSync(new URL('released/compact-1.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Released);

describe('the compact form of an assessment', () => {
  it('has only what the model does not determine', () => {
    const profile = {
      ...organization,
      registrationCountry: 'IR',
      isAudited: true,
      isRegulated: true,
      listCountryOfTaxPayment: undefined,
      isLicenseRequired: undefined,
    } as unknown as Profile;
    const lists = (id: string) => [{ at: '/registrationCountry', is: 'IR', list: id }];
    expect(JSON.stringify(assess(defaultModel, profile, { ...DAY, confirmed: ['/isFined'] }))).toBe(
      JSON.stringify({
        compact: 1,
        on: '2026-07-01',
        type: 'ORGANIZATION',
        countries: 'iso-7.14.0',
        factors: [
          { id: 'home-country', points: 20, values: lists('eu-high-risk') },
          {
            id: 'litigation-and-fines',
            points: 8,
            cases: [1],
            values: [{ at: '/isFined', is: false, says: 'confirmed by a person' }],
          },
          {
            id: 'mitigants',
            points: -8,
            cases: [1, 2],
            values: [
              { at: '/isRegulated', is: true },
              { at: '/isAudited', is: true },
            ],
          },
        ],
        floors: ['countermeasures-country', 'countermeasures-anywhere', 'eu-high-risk-home'].map((id) => ({
          id,
          values: lists(id === 'eu-high-risk-home' ? 'eu-high-risk' : 'fatf-countermeasures'),
        })),
        notAnswered: [
          '/isLicenseRequired',
          ...['isInAdverseMedia', 'isInInternalList'].map((flag) => `/listRelatedEntity/0/${flag}`),
        ],
        confirmed: ['/isFined'],
      }),
    );
  });

  it.each(released.map((each) => [each.name, each] as const))('is read as it was stored: %s', (_, each) => {
    const model = defaultModels.find(({ version }) => version === each.version)!;
    expect(JSON.stringify(explained(model, each.stored))).toBe(JSON.stringify(each.assessment));
  });

  it('gives the same bytes as an assessment that was never stored', () => {
    fc.assert(
      fc.property(anyMessage, fc.constantFrom(...defaultModels), (message, model) => {
        const profile = profileIn(message);
        expect(JSON.stringify(explained(model, throughJson(assess(model, profile, DAY))))).toBe(
          JSON.stringify(evaluate(model, profile, DAY)),
        );
      }),
      { seed: 20_261_128, numRuns: 200 },
    );
  });

  it('of an ordinary organisation with all fields is well under 1 KB', () => {
    const profile = profileIn(exampleBody('organization-with-related-person'));
    expect(JSON.stringify(assess(defaultModel, profile, DAY)).length).toBeLessThan(600);
  });

  it.each<[string, object, string]>([
    ['another form', { compact: 2 }, 'A stored assessment has the unknown form 2'],
    ['a day that does not exist', { on: '2026-02-30' }, 'A stored assessment names 2026-02-30, which is not a day'],
    ['an unknown factor', { factors: [{ id: 'x', points: 1, values: [] }] }, 'names x, which'],
    [
      'an unknown case',
      { factors: [{ id: 'cash', points: 1, cases: [7], values: [] }] },
      'names case 7 of cash, which',
    ],
    ['an unknown floor', { floors: [{ id: 'x', values: [] }] }, 'names x, which its model does not have'],
    [
      'an unknown list',
      { floors: [{ id: 'sanctioned', values: [{ at: '/a', is: 'IR', list: 'x' }] }] },
      'names x, which its model does not have',
    ],
    ['an unknown country standard', { countries: 'x' }, 'names x, which its model does not have'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => explained(defaultModel, { ...compact, ...change })).toThrow(message);
  });
});
