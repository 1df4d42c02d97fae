import { errorCatalogue, type CatalogueEntry } from '@aml-customer/domain';
import { expect, test } from '@jest/globals';
import { documented } from './documented.js';
import { bodyOf, type GoldenCase } from './golden-case.js';
import { goldenCases } from './golden-cases.js';

/** A pattern for the descriptions of an entry: an index is digits, any other placeholder any text. */
const patternOf = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replaceAll('{i}', '\\d+')
      .replaceAll(/\{\w+\}/g, '.*')}$`,
  );

function matches({ expect: { code, description, rule } }: GoldenCase, entry: CatalogueEntry): boolean {
  const hasRule = entry.path === undefined ? rule.endsWith('#structure') : entry.rules.includes(rule);
  return entry.code === code && hasRule && patternOf(entry.sentence).test(description);
}

const entriesOf = (golden: GoldenCase): CatalogueEntry[] => errorCatalogue.filter((entry) => matches(golden, entry));
const lineOf = ({ code, sentence, path }: CatalogueEntry): string => `${code} ${path} ${sentence}`;

test('every case has one entry in the catalogue', () => {
  expect(
    goldenCases.map((golden) => [golden.name, entriesOf(golden).length]).filter(([, count]) => count !== 1),
  ).toEqual([]);
});

test('every entry of the catalogue has a case for each of its rules', () => {
  const covered = new Set(
    goldenCases.flatMap((golden) =>
      entriesOf(golden).map(
        (entry) => `${lineOf(entry)} ${entry.path === undefined ? '#structure' : golden.expect.rule}`,
      ),
    ),
  );
  const expected = errorCatalogue.flatMap((entry) => entry.rules.map((rule) => `${lineOf(entry)} ${rule}`));
  expect(expected.filter((rule) => !covered.has(rule))).toEqual([]);
  expect(expected.length).toBeGreaterThan(errorCatalogue.length);
});

test('the documented entries are those of the documented cases', () => {
  const entries = new Set(documented.flatMap(entriesOf).map(lineOf));
  expect([...entries].sort()).toEqual(
    errorCatalogue
      .filter(({ origin }) => origin === 'documented')
      .map(lineOf)
      .sort(),
  );
});

test('no two cases have the same name, or the same request and rule', () => {
  const names = goldenCases.map(({ name }) => name);
  const requests = goldenCases.map((golden) =>
    JSON.stringify([golden.expect.rule, golden.before, golden.contentType, bodyOf(golden, 'same')]),
  );
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names.filter((_, i) => requests.indexOf(requests[i] ?? '') !== i)).toEqual([]);
});
