import { describe, expect, it } from '@jest/globals';
import { defaultModel, defaultModels, explainModel } from '../src/index.js';
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
      ...data.floors.flatMap(({ title, level, kind, meaning, source }) => [
        `### ${title}: at least ${level} (${kind})`,
        meaning,
        source,
      ]),
      ...data.lists.flatMap(({ title, date, validUntil, source, countries }) => [
        title,
        `of ${date}, valid until ${validUntil}`,
        source,
        countries.join(' '),
      ]),
      ...data.meanings.map(({ says, shareFrom }) =>
        shareFrom === undefined ? `| ${says} |` : `| ${says}, also by a share or votes of ${shareFrom} % or more |`,
      ),
      ...data.mapping.map(({ code }) => `\`${code}\``),
      ...(data.withoutMeaning ?? []).map(
        ({ classifier, codes }) => `| ${classifier} | ${codes.map((code) => `\`${code}\``).join(', ')} |`,
      ),
    ];
    expect(texts.filter((text) => !document.includes(text))).toEqual([]);
  });

  it('describes every kind of condition', () => {
    const words = [
      '| `isPEP` is true |',
      '`isLegalResident` is false',
      '`listPurpose` is BLACK',
      'a country in any field, also of related entities, is on the list "FATF call for action: enhanced due diligence"',
      '`listIncomeSource` and `listSourceOfWealth` are not answered',
      '`companyAssetValue` is 5000000 or more, and `numberOfEmployees` is 1 or less',
      '`permanentResidenceCountry` or `registrationCountry` is on the list "EU high-risk third countries"',
      '`listCountryOfTaxPayment[].country` is another country than `permanentResidenceCountry` or `registrationCountry`',
      '`legalForm` means trust or foundation',
      '`applicationDate` is less than 12 months after `establishmentDate`',
      'above 3 × the declared income, or above 1 × `companyAssetValue`',
      '`noMajorShareHolders` is true, and not: `isListed` is true',
      'means remote onboarding or intermediary; or `thirdPartyServicesUsed` is true',
      'there is a related entity that is beneficial owner (or has 25 % or more of the shares or votes) for which `isPEP` is true',
      'the type is ORGANIZATION, and `legalForm` is not answered',
    ];
    expect(words.filter((text) => !document.includes(text))).toEqual([]);
  });

  it('shows what is disabled, which meanings have no code, and mapped country codes', () => {
    const model = changed((data) => {
      data.factors[factorAt('cash')].enabled = false;
      data.factors[factorAt('cash')].cases[0].says = 'Cash | mainly';
      data.mapping = data.mapping.filter(({ code }: { code: string }) => code !== 'TRUST');
      data.countryCodes.push({ code: 'LTU', is: 'LT' });
    });
    for (const text of [
      '#### 11. Cash (disabled)',
      '| Cash \\| mainly |',
      '| trust | legalForm | none, so that no condition on this meaning holds |',
      '| `LTU` | LT |',
      'those in the table above and those on a list of this model. Any other code, such as XK or ZZ, is unrecognised',
    ])
      expect(explainModel(model)).toContain(text);
  });

  it('explains that a person decides about unrecognised country codes', () => {
    for (const text of [
      'if a code has no known meaning, or if a country code is unrecognised.',
      'Any other code that a condition reads is unknown: the assessment lists it under `unknownCodes`, and a person decides.',
      'Country codes are those of ISO 3166-1 alpha-2 (i18n-iso-countries 7.14.0) and those on a list of this model. Any other code, such as XK or ZZ, is unrecognised: it adds no points, the assessment lists it under `unrecognisedCountries`, and a person decides',
    ])
      expect(document).toContain(text);
  });

  it('omits what an older format does not have', () => {
    expect(explainModel(defaultModels[0])).not.toMatch(/\*policy\*|without meaning|known meaning|\(law\)/);
  });

  it('is deterministic', () => {
    expect(explainModel(changed(() => undefined))).toBe(document);
  });
});
