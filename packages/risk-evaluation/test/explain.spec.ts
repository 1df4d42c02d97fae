import { describe, expect, it } from '@jest/globals';
import { defaultModel, explainModel } from '../src/index.js';
import { changed, factorAt } from './model-file.js';

const document = explainModel(defaultModel);

describe('the document of a model', () => {
  it('explains every group, factor, case, floor, list and meaning, each with its source', () => {
    const { data } = defaultModel;
    const texts = [
      data.title,
      data.note,
      defaultModel.hash,
      ...data.groups.map(({ title, cap }) => `${title}: at most ${cap} points`),
      ...data.levels.map(({ level }) => `| ${level} |`),
      ...data.factors.flatMap(({ number, title, meaning, source, cases }) => [
        `#### ${number}. ${title}`,
        meaning,
        source,
        ...cases.map(({ points, says }) => `| ${points} | ${says} |`),
      ]),
      ...data.floors.flatMap(({ title, level, meaning, source }) => [
        `### ${title}: at least ${level}`,
        meaning,
        source,
      ]),
      ...data.lists.flatMap(({ title, date, validUntil, source, countries }) => [
        title,
        `of ${date}, valid until ${validUntil}`,
        source,
        countries.join(' '),
      ]),
      ...data.meanings.map(({ says }) => `| ${says} |`),
      ...data.mapping.map(({ code }) => `\`${code}\``),
    ];
    expect(texts.filter((text) => !document.includes(text))).toEqual([]);
  });

  it('words every kind of condition', () => {
    const words = [
      '| `isPEP` is true |',
      '`isLegalResident` is false',
      '`listPurpose` is BLACK',
      '`listIncomeSource` and `listSourceOfWealth` are not answered',
      '`companyAssetValue` is 5000000 or more, and `numberOfEmployees` is 1 or less',
      '`permanentResidenceCountry` or `registrationCountry` is on the list "EU high-risk third countries"',
      '`listCountryOfTaxPayment[].country` is another country than `permanentResidenceCountry` or `registrationCountry`',
      '`legalForm` means trust or foundation',
      '`applicationDate` is less than 12 months after `establishmentDate`',
      'above 3 × the declared income, or above 1 × `companyAssetValue`',
      '`noMajorShareHolders` is true, and not: `isListed` is true',
      'means remote onboarding or intermediary; or `thirdPartyServicesUsed` is true',
      'a related entity that is beneficial owner of which `isPEP` is true',
      'the type is ORGANIZATION, and `legalForm` is not answered',
    ];
    expect(words.filter((text) => !document.includes(text))).toEqual([]);
  });

  it('says what is switched off, what no code means, and what codes stand for', () => {
    const model = changed((data) => {
      data.factors[factorAt('cash')].enabled = false;
      data.factors[factorAt('cash')].cases[0].says = 'Cash | mainly';
      data.mapping = data.mapping.filter(({ code }: { code: string }) => code !== 'TRUST');
      data.countryCodes.push({ code: 'LTU', is: 'LT' });
    });
    for (const text of [
      '#### 11. Cash (switched off)',
      '| Cash \\| mainly |',
      '| trust | legalForm | none: nothing that needs this meaning can hold |',
      '| `LTU` | LT |',
      'those in the table above and those on a list of this model. Nothing can be told of any other code',
    ])
      expect(explainModel(model)).toContain(text);
  });

  it('says that a person decides where a country code is one that no list can know', () => {
    for (const text of [
      'or where a country code is one that no list can know.',
      'Country codes are those of ISO 3166-1 alpha-2 (i18n-iso-countries 7.14.0) and those on a list of this model. Nothing can be told of any other code, such as XK or ZZ: it counts nothing, the assessment names it under `unrecognisedCountries`, and a person decides',
    ])
      expect(document).toContain(text);
  });

  it('is the same every time', () => {
    expect(explainModel(changed(() => undefined))).toBe(document);
  });
});
