import { customerFields, type FieldDescription, type FieldType, type Profile } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { describe, expect, it } from '@jest/globals';
import { COUNTRY_STANDARD, countryTest } from '../src/answers/countries.js';
import { defaultModel, evaluate } from '../src/index.js';
import { organization, person } from './golden/golden.js';

const { factors, lists, mapping, floors, meanings } = defaultModel.data;

/** The patterns of every field that holds a country. */
const countryFields = (prefix: string, fields: readonly Pick<FieldDescription, 'name' | 'type'>[]): string[] =>
  fields.flatMap(({ name, type }) => countriesIn(`${prefix}/${name}`, type));

function countriesIn(pattern: string, type: FieldType): string[] {
  if (type.kind === 'list') return countriesIn(`${pattern}/*`, type.items.type);
  if (type.kind === 'record')
    return countryFields(
      pattern,
      Object.entries(type.fields).map(([name, field]) => ({ name, type: field.type })),
    );
  return type.kind === 'code' && type.codeList === 'country' ? [pattern] : [];
}

/** A profile with a value at a field; lists get one element. */
function profileWith(field: string, value: unknown): Profile {
  const steps = field.split('/').slice(1);
  const isOfOrganization = customerFields.some(({ name, onlyFor }) => name === steps[0] && onlyFor === 'ORGANIZATION');
  const nested = steps.reduceRight<unknown>(
    (inner, step) => (step === '*' ? [{ ...RELATION, ...(inner as object) }] : { [step]: inner }),
    value,
  );
  return { ...(isOfOrganization ? organization : person), ...(nested as object) } as unknown as Profile;
}
/** For elements of related entities; other lists ignore it. */
const RELATION = { relationType: 'HOST' };

/** The factors of the published list, by number; a later version of the model adds to them. */
const PUBLISHED = [
  '1 home-country',
  '2 citizenship',
  '3 birth-country',
  '4 activity-country',
  '5 payment-country',
  '6 tax-country',
  '7 not-legal-resident',
  '8 political-exposure',
  '9 adverse-media',
  '10 litigation-and-fines',
  '11 cash',
  '12 no-sources',
  '13 turnover-out-of-proportion',
  '14 opaque-legal-form',
  '15 multi-layer-structure',
  '16 no-major-shareholder',
  '17 young-organisation',
  '18 assets-without-employees',
  '19 risky-services',
  '20 distance',
  '21 worst-related-entity',
  '22 mitigants',
  '23 missing-key-answers',
];

describe('the factors of the default model', () => {
  it('keep the numbers of the list that the model follows, and share none', () => {
    const numbers = factors.flatMap(({ number }) => number ?? []);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    const numbered = factors.map(({ number, id }) => `${number} ${id}`);
    expect(PUBLISHED.filter((factor) => !numbered.includes(factor))).toEqual([]);
  });
});

describe('the floors of the default model', () => {
  it('have the levels that law and guidance require, and require a person where they must', () => {
    expect(
      floors.map(({ id, level, personDecides, kind }) => `${kind} ${id} ${level}${personDecides ? ' person' : ''}`),
    ).toEqual([
      'law sanctioned EXTREME person',
      'law sanctioned-control EXTREME person',
      'law sanctioned-related-entity HIGH person',
      'policy black-listed EXTREME person',
      'law countermeasures-country EXTREME',
      'law countermeasures-control EXTREME',
      'law countermeasures-anywhere HIGH',
      'law enhanced-due-diligence-anywhere HIGH',
      'law politically-exposed HIGH',
      'law family-of-politically-exposed HIGH',
      'law politically-exposed-beneficial-owner HIGH',
      'law eu-high-risk-home HIGH',
      'law eu-high-risk-beneficial-owner HIGH',
      'policy licence-not-described HIGH',
      'policy in-internal-list HIGH person',
      'policy related-entity-in-internal-list HIGH person',
      'policy in-adverse-media MEDIUM person',
      'policy related-entity-in-adverse-media MEDIUM person',
    ]);
  });
});

describe('the codes of the default model', () => {
  const known = new Set(startingClassifiers().map(({ classifier, code }) => `${classifier} ${code}`));

  it('are codes that an installation starts with', () => {
    expect(mapping.map(({ classifier, code }) => `${classifier} ${code}`).filter((code) => !known.has(code))).toEqual(
      [],
    );
    expect(lists.flatMap(({ countries }) => countries).filter((code) => !known.has(`country ${code}`))).toEqual([]);
  });

  it('use the countries that an installation starts with', () => {
    const isCountry = countryTest(COUNTRY_STANDARD);
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const two = letters.flatMap((first) => letters.map((second) => first + second));
    expect(two.filter(isCountry)).toEqual(two.filter((code) => known.has(`country ${code}`)));
  });

  it('are the countries of the published lists', () => {
    const countriesOn = (...ids: readonly string[]) =>
      lists
        .filter(({ id }) => ids.includes(id))
        .flatMap(({ countries }) => countries)
        .sort()
        .join(' ');
    expect(countriesOn('fatf-countermeasures', 'fatf-enhanced-due-diligence')).toBe('IR KP MM');
    expect(countriesOn('fatf-increased-monitoring')).toBe(
      'AO BA BG BO CD CI CM HT IQ KE KW LA LB MC NP PG SS SY VE VG VN YE',
    );
    expect(countriesOn('eu-high-risk')).toBe(
      'AF AO BO CD CI CM DZ HT IR KE KP LA LB MC MM NA NP SS SY TT VE VG VN VU YE',
    );
    expect(countriesOn('eu-tax')).toBe('AI AS GU PA PW RU TC VI VN VU');
  });

  it('have a code for every meaning', () => {
    expect(meanings.filter(({ id }) => !mapping.some(({ means }) => means.includes(id)))).toEqual([]);
  });

  it.each(countryFields('', customerFields))('are checked for calls for action in every country field: %s', (field) => {
    for (const [country, floor] of [
      ['MM', 'enhanced-due-diligence-anywhere'],
      ['KP', 'countermeasures-anywhere'],
    ] as const)
      expect(
        evaluate(defaultModel, profileWith(field, country), { assessedOn: '2026-07-01' }).floors.map(
          ({ floor: fired }) => fired,
        ),
      ).toContain(floor);
  });

  it('are all known to the model, or declared to have no meaning', () => {
    const consulted = new Set(meanings.map(({ classifier }) => classifier));
    const codes = [
      ...mapping.map(({ classifier, code }) => `${classifier} ${code}`),
      ...(defaultModel.data.withoutMeaning ?? []).flatMap(({ classifier, codes: declared }) =>
        declared.map((code) => `${classifier} ${code}`),
      ),
    ];
    expect(codes.sort()).toEqual(
      startingClassifiers()
        .filter(({ classifier }) => consulted.has(classifier))
        .map(({ classifier, code }) => `${classifier} ${code}`)
        .sort(),
    );
  });
});
