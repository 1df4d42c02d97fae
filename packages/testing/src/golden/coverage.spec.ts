import { errorCatalogue, type CatalogueEntry } from '@aml-customer/domain';
import { expect, test } from '@jest/globals';
import { documented } from './documented.js';
import { bodyOf, type GoldenCase } from './golden-case.js';
import { goldenCases } from './golden-cases.js';

/** The sentence of an entry as a pattern: blanks take anything, indices digits. */
const patternOf = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replaceAll('{i}', '\\d+')
      .replaceAll(/\{\w+\}/g, '.*')}$`,
  );

function meets({ expect: { code, description, rule } }: GoldenCase, entry: CatalogueEntry): boolean {
  const isItsRule = entry.path === undefined ? rule.endsWith('#structure') : entry.rules.includes(rule);
  return entry.code === code && isItsRule && patternOf(entry.sentence).test(description);
}

const entriesMetBy = (golden: GoldenCase): CatalogueEntry[] => errorCatalogue.filter((entry) => meets(golden, entry));
const lineOf = ({ code, sentence, path }: CatalogueEntry): string => `${code} ${path} ${sentence}`;

test('every case meets one entry of the catalogue', () => {
  expect(goldenCases.map((each) => [each.name, entriesMetBy(each).length]).filter(([, met]) => met !== 1)).toEqual([]);
});

test('every entry of the catalogue has a case for each of its rules', () => {
  const met = new Set(
    goldenCases.flatMap((each) =>
      entriesMetBy(each).map(
        (entry) => `${lineOf(entry)} ${entry.path === undefined ? '#structure' : each.expect.rule}`,
      ),
    ),
  );
  const wanted = errorCatalogue.flatMap((entry) => entry.rules.map((rule) => `${lineOf(entry)} ${rule}`));
  expect(wanted.filter((each) => !met.has(each))).toEqual([]);
  expect(wanted.length).toBeGreaterThan(errorCatalogue.length);
});

test('the documented entries are those that the documented lines meet', () => {
  const met = new Set(documented.flatMap(entriesMetBy).map(lineOf));
  expect([...met].sort()).toEqual(
    errorCatalogue
      .filter(({ origin }) => origin === 'documented')
      .map(lineOf)
      .sort(),
  );
});

test('no two cases have one name, or send the same for the same rule', () => {
  const names = goldenCases.map(({ name }) => name);
  const sent = goldenCases.map((each) =>
    JSON.stringify([each.expect.rule, each.before, each.contentType, bodyOf(each, 'same')]),
  );
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names.filter((_, i) => sent.indexOf(sent[i] ?? '') !== i)).toEqual([]);
});
