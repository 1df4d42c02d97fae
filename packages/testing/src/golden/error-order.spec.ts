import { referenceData } from '@aml-customer/application';
import {
  customerExists,
  customerMissing,
  decide,
  errorCatalogue,
  numberUsed,
  read,
  SCREENING_PROCESSES,
  type Problem,
} from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { anInstallation } from '../installation.js';
import { bodyOf } from './golden-case.js';
import { goldenCases } from './golden-cases.js';

const contract = readFileSync(new URL('../../../../docs/contract/contract.md', import.meta.url), 'utf8');
const errors = contract.slice(contract.indexOf('\n## Errors\n'), contract.indexOf('\n## Repeats\n'));

/** A range of codes in the table; a single code is a range of one. */
interface Listed {
  readonly row: number;
  readonly from: string;
  readonly to: string;
}

const listed = [...errors.matchAll(/^\| (\d+) +\| (.+?) +\|/gm)].flatMap(([, row, codes = '']) =>
  [...codes.matchAll(/`([^`]+)`(?: to `([^`]+)`)?/g)].map(([, from = '', to = from]): Listed => ({
    row: Number(row),
    from,
    to: to.startsWith('.') ? from.replace(/\.[^.]*$/, to) : to,
  })),
);

/** The row of a composed code: that of its longest listed beginning. Codes of related entities share a row. */
function rowOf(code: string): number | undefined {
  const own = /^C01[67]\.C016\./.test(code) ? 'RE01' : code;
  const covers = ({ from, to }: Listed): boolean => {
    const beginning = own.slice(0, from.length);
    return from <= beginning && beginning <= to && ['', '.'].includes(own.charAt(from.length));
  };
  return listed.filter(covers).sort((a, b) => b.from.length - a.from.length)[0]?.row;
}

/** The problems that the domain finds in every golden case, and those that depend on stored customers. */
const reference = referenceData(anInstallation().classifiers.entries(), SCREENING_PROCESSES);
const problems: readonly Problem[] = [
  numberUsed([]),
  customerExists([]),
  customerMissing([]),
  ...goldenCases.flatMap((golden) => {
    const reading = read(bodyOf(golden, 'row'));
    const decision = 'unreadable' in reading ? undefined : decide(reading, reference, golden.unknownFields);
    return decision && 'rejected' in decision ? decision.rejected : [];
  }),
];
const isStructural = (code: string): boolean => /^(F|LEN)\d/.test(code);
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe('the order of errors in docs/contract/contract.md', () => {
  test('numbers its rows without a gap', () => {
    const rows = [...new Set(listed.map(({ row }) => row))];
    expect(rows).toEqual(rows.map((_, i) => i + 1));
  });

  test('has every code of the catalogue in the row in which it is answered', () => {
    const answered = problems.filter(({ code }) => !isStructural(code));
    expect(sorted(answered.map(({ code }) => `${code} in row ${rowOf(code)}`))).toEqual(
      sorted(answered.map(({ code, rank }) => `${code} in row ${rank[0]}`)),
    );
    expect(sorted(answered.map(({ code }) => code))).toEqual(
      sorted(errorCatalogue.map(({ code }) => code).filter((code) => !isStructural(code))),
    );
  });

  test('lists only codes of the catalogue', () => {
    const codes = errorCatalogue.map(({ code }) => code.replace(/^C01[67]\.C016\./, ''));
    const exists = (listedCode: string): boolean =>
      codes.some((code) => code === listedCode || code.startsWith(`${listedCode}.`));
    expect(listed.flatMap(({ from, to }) => [from, to]).filter((code) => !exists(code))).toEqual([]);
  });
});
