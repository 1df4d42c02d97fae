import { describe, expect, test } from '@jest/globals';
import { GOALS } from './goals.js';
import { pictureOf } from './picture.js';
import { markdown, reportOf, sizingOf, tablesOf } from './report.js';
import type { Results } from './results.js';

const posted = (variant: string, throughput: number[], p99: number[]) => [
  { section: 'http', subject: 'full organisation', variant, metric: 'throughput', rounds: throughput },
  { section: 'http', subject: 'full organisation', variant, metric: 'p99', rounds: p99 },
];
const results: Results = {
  date: '2026-01-02T03:04:05.000Z',
  commit: 'abc1234',
  rounds: 3,
  seconds: 2,
  machine: { cpu: 'A & B', cores: 2, memoryGiB: 4, system: 'Linux', node: '24', postgres: '18' },
  measurements: [
    ...posted('this service', [200, 1400, 600], [9, 20, 60]),
    ...posted('Express + INSERT', [100, 1000, 600], [10, 10, 30]),
    {
      section: 'evaluate',
      subject: 'full organisation',
      variant: 'this service',
      metric: 'wal',
      rounds: [4000, 6000, 5000],
    },
  ],
};

describe('the report', () => {
  test('shows ratios to the reference, which is 1, and the other figures as medians', () => {
    const [table] = tablesOf(results);
    expect(table?.title).toBe('POST, full organisation');
    expect(table?.rows.map((row) => row.slice(0, 6))).toEqual([
      ['this service', '1.40 (1.00–2.00)', '600', '–', '20.0', '2.00 (0.90–2.00)'],
      ['Express + INSERT', '1.00 (1.00–1.00)', '600', '–', '10.0', '1.00 (1.00–1.00)'],
    ]);
  });

  test('lists goals that are reached, missed (by how much) and not measured', () => {
    const rows = tablesOf(results).at(-1)?.rows ?? [];
    expect(rows.map(([name]) => name)).toEqual(GOALS.map(({ name }) => name));
    expect(rows.filter(([, , , verdict]) => verdict !== 'not measured')).toEqual([
      ['WAL of EVALUATE, bytes per customer', '≤ 5,500', '5,000 (4,000–6,000)', 'reached'],
      ['Full organisation, to Express + INSERT', '≥ 1.4', '1.40 (1.00–2.00)', 'reached'],
      ['p99 of a full organisation, to Express + INSERT', '≤ 0.9', '2.00 (0.90–2.00)', 'missed by 122 %'],
    ]);
    expect(rows).toContainEqual(['Minimal person, to Express + INSERT', '≥ 1.3', '–', 'not measured']);
  });

  test('is aligned Markdown that names its source', () => {
    expect(
      markdown({
        title: 'T',
        head: ['', 'ratio'],
        rows: [
          ['one', '1'],
          ['three', '10'],
        ],
      }),
    ).toBe('**T**\n\n|       | ratio |\n| ----- | ----- |\n| one   | 1     |\n| three | 10    |');
    expect(reportOf(results)).toContain('Commit abc1234, 2026-01-02, 2 cores of A & B');
  });

  test('sizes by the cost of a customer', () => {
    const costing = (section: string, subject: string, variant: string, metrics: Record<string, number>) =>
      Object.entries(metrics).map(([metric, figure]) => ({ section, subject, variant, metric, rounds: [figure] }));
    const measurements = [
      ...costing('http', 'minimal person', 'this service', {
        throughput: 1000,
        cpuProcess: 0.3,
        cpuPostgres: 0.1,
        wal: 1200,
        disk: 900,
      }),
    ];
    const cells = sizingOf({ ...results, measurements })
      .split('\n')
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(cells).toContainEqual([
      'minimal person',
      '0.30',
      '0.10',
      '2,500',
      '25,000',
      '250,000',
      '10,000',
      '1.20',
      '0.90',
    ]);
    expect(cells).toContainEqual(['full organisation', '–', '–', '–', '–', '–', '–', '–', '–']);
  });

  test('becomes a picture with a bar for each ratio', () => {
    const picture = pictureOf(results);
    expect(picture.match(/<rect x=/g)).toHaveLength(2);
    expect(picture).toContain('A &amp; B');
    expect(picture).toContain('ratio to Express + INSERT');
  });
});
