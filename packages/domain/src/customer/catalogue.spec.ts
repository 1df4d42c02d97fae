import { describe, expect, test } from '@jest/globals';
import { errorCatalogue } from './catalogue.js';
import { DOCUMENTED } from './documented.js';
import { fieldsOf, individualFields, organizationFields } from './fields.js';

const linesOf = (origin: string) => errorCatalogue.filter((entry) => entry.origin === origin);

describe('the error catalogue', () => {
  test('has every line once', () => {
    const lines = errorCatalogue.map(({ code, sentence, path }) => `${code} ${sentence} ${path}`);
    expect(lines).toHaveLength(202);
    expect(new Set(lines).size).toBe(202);
  });

  test('tells which line a rule speaks: no rule has two lines of one code', () => {
    const rules = errorCatalogue
      .filter(({ path }) => path !== undefined)
      .flatMap(({ code, rules }) => rules.map((rule) => `${code} ${rule}`));
    expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([]);
  });

  test('marks the 60 documented lines, each of which exists', () => {
    expect(linesOf('documented')).toHaveLength(60);
    const known = new Set(errorCatalogue.flatMap(({ code, rules }) => rules.map((rule) => `${code} ${rule}`)));
    expect([...DOCUMENTED].filter((rule) => !known.has(rule))).toEqual([]);
  });

  test.each(errorCatalogue.map(({ code, sentence }) => [code, sentence] as const))(
    '%s: %s keeps the grammar',
    (code, sentence) => {
      expect(code).toMatch(/^(?:(?:C01[67]\.C016|Q0\d\d|RE0[678])\.)*[A-Za-z]{1,5}\d{0,3}[a-z]?(?:\.[IO]0\d|\.)?$/);
      expect(sentence.replace(/\{(?:i|value|code|expected|path|count|limit|alias|detail)\}/g, '')).not.toMatch(
        /[{}]|^\s*$/,
      );
    },
  );

  test('goes by the order of the fields, what any field can break last', () => {
    const names = [...new Set(errorCatalogue.map(({ path }) => path?.split('/')[1] ?? 'any'))];
    const order = [
      ...new Set([
        ...Object.keys(fieldsOf.INDIVIDUAL).slice(0, 27),
        ...Object.keys(organizationFields),
        ...Object.keys(fieldsOf.INDIVIDUAL),
      ]),
      'any',
    ];
    expect(names).toEqual(order.filter((name) => names.includes(name)));
  });

  test('forbids every field of the other type, and nothing else', () => {
    const forbidden = (code: string) => errorCatalogue.filter((entry) => entry.code === code).map(({ path }) => path);
    expect(forbidden('C014.')).toEqual(Object.keys(organizationFields).map((name) => `/${name}`));
    expect(forbidden('C015.')).toEqual(Object.keys(individualFields).map((name) => `/${name}`));
    expect([forbidden('C014.').length, forbidden('C015.').length]).toEqual([27, 12]);
  });

  test('asks the same of the related entities of both types', () => {
    const inside = (prefix: string) =>
      errorCatalogue
        .filter(({ code }) => code.startsWith(prefix))
        .map(({ code, path }) => `${code.slice(prefix.length)} ${path}`);
    expect(inside('C016.C016.')).toEqual(inside('C017.C016.'));
    expect(inside('C017.C016.')).toHaveLength(40);
  });
});
