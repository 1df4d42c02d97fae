import type { Profile } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import { BY_FORM, COUNTRY_STANDARD } from '../src/answers/countries.js';
import { canonicalJson, defaultModel, evaluate, replay, type Assessment } from '../src/index.js';
import { organization } from './golden/golden.js';
import { changed } from './model-file.js';

const profile = { ...organization, doesCashDominate: true } as unknown as Profile;
const assessment = evaluate(defaultModel, profile, { assessedOn: '2026-07-01', confirmed: ['/isInAdverseMedia'] });
/** As the database returns it: parsed, with its members in another order. */
const stored = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(assessment).reverse()))) as Assessment;

describe('replaying a stored assessment', () => {
  it('gives the same result, confirmed flags included', () => {
    expect(replay(defaultModel, profile, stored)).toBe('same');
    expect(canonicalJson(stored)).toBe(canonicalJson(assessment));
  });

  it('uses the country standard that the assessment records', () => {
    const resident = { ...profile, registrationCountry: 'XK' } as Profile;
    const now = evaluate(defaultModel, resident, { assessedOn: '2026-07-01' });
    expect([now.countryStandard, now.needsDecision, replay(defaultModel, resident, now)]).toEqual([
      COUNTRY_STANDARD,
      true,
      'same',
    ]);
    const before = evaluate(defaultModel, resident, { assessedOn: '2026-07-01', countryStandard: BY_FORM });
    expect([Object.keys(before), before.needsDecision, before.unrecognisedCountries]).toEqual([
      Object.keys(now).filter((name) => name !== 'countryStandard'),
      false,
      [],
    ]);
    expect(replay(defaultModel, resident, JSON.parse(JSON.stringify(before)) as Assessment)).toBe('same');
    expect(replay(defaultModel, resident, { ...now, countryStandard: 'ISO 3166-1 of another day' })).toEqual([
      { pointer: '/countryStandard', stored: 'ISO 3166-1 of another day', now: COUNTRY_STANDARD },
    ]);
  });

  it('reports every changed place', () => {
    expect(replay(defaultModel, profile, { ...stored, score: 12, level: 'LOW' })).toEqual([
      { pointer: '/level', stored: 'LOW', now: 'MEDIUM' },
      { pointer: '/score', stored: 12, now: 32 },
    ]);
  });

  it('reports missing and added members', () => {
    const { nextReview, ...without } = stored;
    expect(replay(defaultModel, profile, { ...without, 'a/b': 1, c: null } as unknown as Assessment)).toEqual([
      { pointer: '/a~1b', stored: 1 },
      { pointer: '/c', stored: null },
      { pointer: '/nextReview', now: nextReview },
    ]);
  });

  it('distinguishes a list from an object, and omits undefined members', () => {
    expect(replay(defaultModel, profile, { ...stored, floors: { ...stored.floors } })).toEqual([
      { pointer: '/floors', stored: { ...stored.floors }, now: stored.floors },
    ]);
    expect(canonicalJson({ b: [undefined, { d: 1, c: undefined }], a: 'ž"' })).toBe('{"a":"ž\\"","b":[null,{"d":1}]}');
  });

  it('reports that another profile or another model was used', () => {
    const other = replay(defaultModel, { ...profile, doesCashDominate: false }, stored);
    expect(other).toContainEqual({ pointer: '/score', stored: 32, now: 20 });
    const model = changed((data) => {
      data.version = 'another';
    });
    expect(replay(model, profile, stored)).toEqual([
      { pointer: '/model/hash', stored: defaultModel.hash, now: model.hash },
      { pointer: '/model/version', stored: defaultModel.version, now: 'another' },
    ]);
  });
});
