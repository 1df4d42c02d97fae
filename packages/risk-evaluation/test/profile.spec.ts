import { examples, profileOf, read, type Profile, type Reading } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { defaultModels, evaluate } from '../src/index.js';
import { anyMessage } from './any-profile.js';
import { arithmetic } from './golden/arithmetic.js';
import { countryFloors } from './golden/country-floors.js';
import { customer } from './golden/customer.js';
import { floors } from './golden/floors.js';
import { geography } from './golden/geography.js';
import { organization, person } from './golden/golden.js';
import { product } from './golden/product.js';
import { structure } from './golden/structure.js';
import { valueForms } from './golden/value-forms.js';

type Json = Record<string, unknown>;

const goldenBodies = [arithmetic, valueForms, customer, floors, countryFloors, geography, product, structure]
  .flat()
  .map(({ base, change }): Json => ({ ...{ person, organization }[base], ...change }));
const bodies = [...examples.map(({ body }) => body), ...goldenBodies].map((body) => JSON.stringify(body));

const OTHER_NAMES: Readonly<Record<string, string>> = {
  LEI: 'lei',
  GIIN: 'giin',
  listSourceOfWealth: 'sourcesOfWealth',
  initializeScreeningProcesses: 'screeningLists',
  region: 'regionOfActivity',
};
/** Other words for a value, by its JSON. */
const OTHER_WORDS: Readonly<Record<string, string>> = { '"IN"': 'INCOMING', '"OUT"': 'OUTGOING', '"G-1"': ' G-1 ' };
const UNKNOWN_NAMES = ['shoeSize', 'isPep', '__proto__', 'constructor', 'toString', 'length', '0', 'lei', 'title'];
const UNKNOWN_VALUES = ['x', true, 0, null, ' ', [], [''], {}, { isSanctioned: true }, [{ country: 'IR' }]];

/** Ways to send a message differently. Most keep it valid, and many keep its meaning. */
const MUTATIONS: readonly ((holder: Json, name: string, number: number) => unknown)[] = [
  (holder, name) => (holder[name] = null),
  (holder, name) => (holder[name] = ' \u200b'),
  (holder, name) => (holder[name] = {}),
  (holder, name) => (holder[name] = []),
  (holder, name) => (Array.isArray(holder) ? holder.splice(0, 1) : delete holder[name]),
  (holder, name) => Array.isArray(holder[name]) && holder[name].unshift(''),
  (holder, name) => Array.isArray(holder[name]) && holder[name].push('\t'),
  (holder, name) => Array.isArray(holder[name]) && holder[name].push(...(holder[name] as unknown[])),
  (holder, name) => (holder[name] = OTHER_WORDS[JSON.stringify(holder[name])] ?? holder[name]),
  (holder, name) => (holder[name] = typeof holder[name] === 'boolean' ? String(holder[name]) : holder[name]),
  (holder, _, number) => isRecord(holder) && define(holder, UNKNOWN_NAMES, number),
  (holder, name, number) => isRecord(holder[name]) && define(holder[name], UNKNOWN_NAMES, number),
  (holder, name, number) => {
    if (isRecord(holder[name])) define((holder[name] = {}), UNKNOWN_NAMES, number);
  },
  (holder, name, number) => {
    const other = OTHER_NAMES[name];
    if (other === undefined) return;
    holder[other] = holder[name];
    if (number % 2 === 0) delete holder[name];
  },
];

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds a member, even one named `__proto__`, as JSON.parse does. */
function define(holder: Json, names: readonly string[], number: number): void {
  const value = structuredClone(UNKNOWN_VALUES[number % UNKNOWN_VALUES.length]);
  const member = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(holder, names[number % names.length] ?? '', member);
}

/** Every member and element inside a value, with the object or list that has it. */
const placesIn = (value: unknown): (readonly [holder: Json, name: string])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [[value as Json, name] as const, ...placesIn(member)])
    : [];

const mutated: Arbitrary<Json> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...bodies) },
      anyMessage.map((message) => JSON.stringify(message)),
    ),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 4 }),
  )
  .map(([text, mutations]) => {
    const body = JSON.parse(text) as Json;
    for (const [place, mutation, number] of mutations) {
      const places = placesIn(body);
      const [holder, name] = places[place % places.length] ?? [body, ''];
      MUTATIONS[mutation % MUTATIONS.length]?.(holder, name, number);
    }
    return body;
  });

/** The assessments by every default model, or the messages of their errors. */
const assessmentsOf = (profile: Profile): string[] =>
  defaultModels.map((model) => {
    try {
      return JSON.stringify(evaluate(model, profile, { assessedOn: '2026-07-01' }));
    } catch (error) {
      return String(error);
    }
  });

function accepted(body: unknown): Reading | undefined {
  const reading = read(body);
  return 'problems' in reading && reading.problems.length === 0 ? reading : undefined;
}

describe('the profile of a reading', () => {
  it.each([...examples.map(({ body }) => body), person, organization])(
    'is the body if that has main names',
    (example) => {
      const body = { ...example, requester: ' ', shoeSize: 44, approvalDate: null };
      expect(accepted(body)?.profile()).toBe(body);
    },
  );

  it.each([
    ['an alias', { lei: 'X' }],
    ['an alternative word', { listPaymentCountry: [{ country: 'EE', turnoverDirection: 'INCOMING' }] }],
    ['a blank element of a list', { listPaymentCountry: ['', { country: 'EE', turnoverDirection: 'IN' }] }],
    ['an unknown member inside a record', { listActivity: [{ activityType: 'OTHER', shoeSize: 44 }] }],
  ])('is the message if the body has %s', (_, change) => {
    const reading = accepted({ ...organization, ...change });
    expect(reading?.profile()).toStrictEqual(reading && profileOf(reading.message));
  });

  it('has the same assessments as the message', () => {
    let [same, shared] = [0, 0];
    fc.assert(
      fc.property(mutated, (body) => {
        const reading = accepted(body);
        if (!reading) return;
        expect(assessmentsOf(reading.profile())).toEqual(assessmentsOf(profileOf(reading.message)));
        same++;
        if (reading.profile() === (body as Profile)) shared++;
      }),
      { seed: 20_261_128, numRuns: 3000 },
    );
    expect(same).toBeGreaterThan(1000);
    expect(shared).toBeGreaterThan(500);
  });
});
