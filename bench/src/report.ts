import { GOALS, type Goal } from './goals.js';
import { roundsOf, type Results } from './results.js';
import { ratios, spreadOf, type Spread } from './statistics.js';

/** A table of text, for people. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const BASE = 'Express + INSERT';

const digits = (figure: number): string => (Number.isNaN(figure) ? '–' : figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(figure < 1 ? 2 : 3));
const middle = (figures: readonly number[]): string => digits(spreadOf(figures)?.median ?? NaN);
const range = (spread: Spread | undefined): string => (spread ? `${digits(spread.median)} (${digits(spread.min)}–${digits(spread.max)})` : '–');

/** All tables of the results; a section that was not measured has none. */
export const tablesOf = (results: Results): Table[] => [...httpTables(results), goalTable(results)].filter(({ rows }) => rows.length > 0);

function httpTables(results: Results): Table[] {
  const measured = results.measurements.filter(({ section, metric }) => section === 'http' && metric === 'throughput');
  return [...new Set(measured.map(({ subject }) => subject))].map((subject) => ({
    title: `POST, ${subject}`,
    head: ['', 'customers/s', `× ${BASE}`, 'p50 ms', 'p99 ms', `p99 × ${BASE}`, 'cores: process', 'PostgreSQL', 'generator', 'CPU ms a customer', 'WAL bytes a customer'],
    rows: measured.filter((it) => it.subject === subject).map(({ variant }) => {
      const of = (metric: string, by = variant) => roundsOf(results, { section: 'http', subject, variant: by, metric });
      const by = (metric: string) => range(spreadOf(ratios(of(metric), of(metric, BASE))));
      const cpu = of('cpuProcess').map((process, round) => (1000 * (process + (of('cpuPostgres')[round] ?? NaN))) / (of('throughput')[round] ?? NaN));
      return [variant, middle(of('throughput')), by('throughput'), middle(of('p50')), middle(of('p99')), by('p99'), middle(of('cpuProcess')), middle(of('cpuPostgres')), middle(of('cpuGenerator')), middle(cpu), middle(of('wal'))];
    }),
  }));
}

const goalTable = (results: Results): Table => ({
  title: 'Goals',
  head: ['', 'goal', 'ratio', ''],
  rows: GOALS.flatMap((goal) => {
    const spread = spreadOf(ratios(roundsOf(results, goal.of), roundsOf(results, goal.to)));
    return spread ? [[goal.name, wanted(goal), range(spread), verdict(goal, spread)]] : [];
  }),
});

const wanted = ({ atLeast, atMost }: Goal): string => (atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`);

/** By how much a goal is missed: the share of the wanted ratio that the median lacks, or has too much. */
function verdict({ atLeast, atMost }: Goal, { median }: Spread): string {
  const [goal, missed] = atLeast === undefined ? [atMost ?? NaN, median > (atMost ?? NaN)] : [atLeast, median < atLeast];
  return missed ? `missed by ${Math.round(Math.abs(1 - median / goal) * 100)} %` : 'reached';
}

/** A table as text that is Markdown, and aligned for a terminal. */
export function markdown({ title, head, rows }: Table): string {
  const widths = head.map((cell, i) => Math.max(3, cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [`**${title}**`, '', line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
