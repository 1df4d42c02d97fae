import { describe, expect, test } from '@jest/globals';
import { errorCatalogue } from './catalogue.js';
import { DOCUMENTED } from './documented.js';
import { fieldNames, ownFieldsOf } from './fields.js';

const linesOf = (origin: string) => errorCatalogue.filter((entry) => entry.origin === origin);

describe('the error catalogue', () => {
  test('has every line once', () => {
    const lines = errorCatalogue.map(({ code, sentence, path }) => `${code} ${sentence} ${path}`);
    expect(lines.length).toBeGreaterThan(DOCUMENTED.size);
    expect(lines.filter((line, i) => lines.indexOf(line) !== i)).toEqual([]);
  });

  test('identifies a line by code and rule: no rule has two lines of one code', () => {
    const rules = errorCatalogue
      .filter(({ path }) => path !== undefined)
      .flatMap(({ code, rules }) => rules.map((rule) => `${code} ${rule}`));
    expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([]);
  });

  test('marks the documented lines, each of which exists', () => {
    expect(linesOf('documented')).toHaveLength(DOCUMENTED.size);
    const known = new Set(errorCatalogue.flatMap(({ code, rules }) => rules.map((rule) => `${code} ${rule}`)));
    expect([...DOCUMENTED].filter((rule) => !known.has(rule))).toEqual([]);
  });

  test.each(errorCatalogue.map(({ code, sentence }) => [code, sentence] as const))(
    '%s: %s follows the grammar',
    (code, sentence) => {
      expect(code).toMatch(/^(?:(?:C01[67]\.C016|Q0\d\d|RE0[678])\.)*[A-Za-z]{1,5}\d{0,3}[a-z]?(?:\.[IO]0\d|\.)?$/);
      expect(sentence.replace(/\{(?:i|value|code|expected|path|count|limit|alias|detail)\}/g, '')).not.toMatch(
        /[{}]|^\s*$/,
      );
    },
  );

  test('follows the order of the fields, then lists the rules that apply to every field', () => {
    const positions = errorCatalogue.map(({ path }) =>
      path === undefined ? fieldNames.length : fieldNames.indexOf(path.split('/')[1] ?? ''),
    );
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
  });

  test('ranks every line that concerns a field, and those of one field and code equally', () => {
    const rows = new Map<string, string>();
    for (const { code, path, rank } of errorCatalogue.filter(({ path }) => path !== undefined)) {
      expect(rank?.length).toBeGreaterThan(0);
      const key = `${code} ${path}`;
      expect([key, rows.get(key) ?? String(rank)]).toEqual([key, String(rank)]);
      rows.set(key, String(rank));
    }
    const rowOf = (code: string) => errorCatalogue.find((entry) => entry.code === code)?.rank?.[0];
    expect(['C001', 'O001', 'C004', 'C014.', 'Q004.ADR01'].map(rowOf)).toEqual([1, 2, 5, 16, 19]);
  });

  test('forbids every field of the other type, and nothing else', () => {
    const forbidden = (code: string) => errorCatalogue.filter((entry) => entry.code === code).map(({ path }) => path);
    expect(forbidden('C014.')).toEqual(Object.keys(ownFieldsOf.ORGANIZATION).map((name) => `/${name}`));
    expect(forbidden('C015.')).toEqual(Object.keys(ownFieldsOf.INDIVIDUAL).map((name) => `/${name}`));
  });

  test('has the same rules for the related entities of both types', () => {
    const inside = (prefix: string) =>
      errorCatalogue
        .filter(({ code }) => code.startsWith(prefix))
        .map(({ code, path }) => `${code.slice(prefix.length)} ${path}`);
    expect(inside('C016.C016.')).toEqual(inside('C017.C016.'));
    expect(inside('C017.C016.')).not.toEqual([]);
  });
});
