import { GOALS, type Goal } from './goals.js';
import { ORDINARY } from './large-bodies.js';
import { roundsOf, type Results, type Which } from './results.js';
import { ratios, spreadOf, type Spread } from './statistics.js';

export type { Results } from './results.js';

/** A table of text. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One view of a section: each subject's ratios of one metric to one variant, and then other figures. */
interface View {
  readonly section: string;
  readonly title: string;
  readonly metric: string;
  readonly to: string;
  readonly shown: readonly (readonly [
    head: string,
    figures: (of: (metric: string) => readonly number[], to: (metric: string) => readonly number[]) => string,
  ])[];
}

/** Figures of this metric alone. */
const plain = (head: string, metric: string): View['shown'][number] => [head, (of) => middle(of(metric))];
/** The ratio of this metric to the reference. */
const ratioOf = (head: string, metric: string): View['shown'][number] => [
  head,
  (of, to) => range(ratios(of(metric), to(metric))),
];
const CORES = [plain('cores: process', 'cpuProcess'), plain('PostgreSQL', 'cpuPostgres')];
const LATENCY = [plain('p50 ms', 'p50'), plain('p99 ms', 'p99')];
const WAL = plain('WAL bytes per customer', 'wal');
const DISK = plain('disk bytes per customer', 'disk');
/** CPU milliseconds of the process and of PostgreSQL per customer, by round. */
const cpuOf = (of: (metric: string) => readonly number[]): { process: number; postgres: number }[] => {
  const [process, postgres] = [of('cpuProcess'), of('cpuPostgres')].map((seconds) => ratios(seconds, of('throughput')));
  return of('throughput').map((_, round) => ({
    process: 1000 * (process?.[round] ?? NaN),
    postgres: 1000 * (postgres?.[round] ?? NaN),
  }));
};
const CPU: View['shown'][number] = [
  'CPU ms per customer',
  (of) => middle(cpuOf(of).map(({ process, postgres }) => process + postgres)),
];
const RATE = plain('customers/s', 'throughput');

/** The views that the tables and the picture show, in their order. */
const VIEWS: readonly View[] = [
  {
    section: 'http',
    title: 'POST',
    metric: 'throughput',
    to: 'Express + INSERT',
    shown: [
      RATE,
      ...LATENCY,
      ratioOf('p99 ratio', 'p99'),
      ...CORES,
      plain('generator', 'cpuGenerator'),
      CPU,
      WAL,
      DISK,
    ],
  },
  {
    section: 'latency',
    title: 'p99 at a fixed rate',
    metric: 'p99',
    to: 'Express + INSERT',
    shown: [
      RATE,
      ...LATENCY,
      plain('p99.9 ms', 'p999'),
      ratioOf('p50 ratio', 'p50'),
      ratioOf('p99.9 ratio', 'p999'),
      ...CORES,
    ],
  },
  {
    section: 'evaluate',
    title: 'EVALUATE, until concluded',
    metric: 'throughput',
    to: 'Express + INSERT',
    shown: [RATE, ...LATENCY, ...CORES, CPU, WAL, DISK],
  },
  {
    section: 'batch',
    title: 'Batches of 1,000',
    metric: 'throughput',
    to: 'Express + INSERT',
    shown: [RATE, ...CORES, CPU, WAL, DISK],
  },
  {
    section: 'evaluator',
    title: 'Evaluator',
    metric: 'microseconds',
    to: 'JSON.parse',
    shown: [
      plain('µs', 'microseconds'),
      plain('per second on one core', 'perSecond'),
      plain('bytes allocated', 'bytes'),
    ],
  },
  {
    section: 'validation',
    title: 'Validation',
    metric: 'microseconds',
    to: 'JSON.parse',
    shown: [plain('µs', 'microseconds'), plain('bytes allocated', 'bytes')],
  },
  {
    section: 'growth',
    title: 'Growth',
    metric: 'throughput',
    to: '10 thousand stored',
    shown: [RATE, ...LATENCY, ...CORES, CPU, WAL],
  },
  {
    section: 'large',
    title: 'Time to answer',
    metric: 'ms',
    to: ORDINARY,
    shown: [plain('ms', 'ms'), plain('another call waits ms', 'blockedMs')],
  },
  { section: 'held', title: 'Memory', metric: 'mb', to: 'before', shown: [plain('MB', 'mb')] },
];

/** The ratios of one subject, by variant; the variant that they are ratios to is 1. */
export interface Comparison {
  readonly view: View;
  readonly subject: string;
  readonly variants: readonly { readonly name: string; readonly ratio: Spread }[];
}

/** The comparisons of every measured section. */
export function comparisonsOf(results: Results): Comparison[] {
  return VIEWS.flatMap((view) => {
    const measured = results.measurements.filter(
      ({ section, metric }) => section === view.section && metric === view.metric,
    );
    return [...Map.groupBy(measured, ({ subject }) => subject)].map(([subject, measurements]) => ({
      view,
      subject,
      variants: measurements.flatMap(({ variant: name, rounds }) => {
        const ratio = spreadOf(
          ratios(rounds, roundsOf(results, { section: view.section, subject, variant: view.to, metric: view.metric })),
        );
        return ratio ? [{ name, ratio }] : [];
      }),
    }));
  });
}

/** All tables of the results, the goals last. */
export const tablesOf = (results: Results): Table[] => [
  ...comparisonsOf(results).map((comparison) => tableOf(results, comparison)),
  goalTable(results),
];

function tableOf(results: Results, { view: { section, title, to, shown }, subject, variants }: Comparison): Table {
  const figures = (variant: string) => (metric: string) => roundsOf(results, { section, subject, variant, metric });
  return {
    title: `${title}, ${subject}`,
    head: ['', `ratio to ${to}`, ...shown.map(([head]) => head)],
    rows: variants.map(({ name, ratio }) => [
      name,
      show(ratio),
      ...shown.map(([, text]) => text(figures(name), figures(to))),
    ]),
  };
}

const goalTable = (results: Results): Table => ({
  title: 'Goals',
  head: ['', 'goal', 'measured', ''],
  rows: GOALS.map((goal) => {
    const figures = roundsOf(results, goal.of);
    const spread = spreadOf(goal.to ? ratios(figures, roundsOf(results, goal.to)) : figures);
    return [goal.name, wanted(goal), ...(spread ? [show(spread), verdict(goal, spread)] : ['–', 'not measured'])];
  }),
});

const wanted = ({ atLeast, atMost }: Goal): string =>
  atLeast === undefined ? `≤ ${atMost?.toLocaleString('en')}` : `≥ ${atLeast}`;

/** By how much a goal is missed: the deviation of the median from the goal, in percent of the goal. */
function verdict({ atLeast, atMost }: Goal, { median }: Spread): string {
  const [goal, missed] =
    atLeast === undefined ? [atMost ?? NaN, median > (atMost ?? NaN)] : [atLeast, median < atLeast];
  return missed ? `missed by ${Math.round(Math.abs(1 - median / goal) * 100)} %` : 'reached';
}

const digits = (figure: number): string =>
  Number.isFinite(figure)
    ? figure >= 100
      ? Math.round(figure).toLocaleString('en')
      : figure.toPrecision(figure < 1 ? 2 : 3)
    : '–';
const middle = (figures: readonly number[]): string => digits(spreadOf(figures)?.median ?? NaN);
const show = ({ median, min, max }: Spread): string => `${digits(median)} (${digits(min)}–${digits(max)})`;

function range(figures: readonly number[]): string {
  const spread = spreadOf(figures);
  return spread ? show(spread) : '–';
}

/** The commit, date, machine and settings of the results, in one line. */
export const originOf = ({ machine, date, commit, rounds, seconds }: Results): string =>
  `Commit ${commit}, ${date.slice(0, 10)}, ${machine.cores} cores of ${machine.cpu}, ` +
  `${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, PostgreSQL ${machine.postgres}; ` +
  `medians of ${rounds} rounds of ${seconds} s, with minimum and maximum`;

/** A table as text that is Markdown, and aligned for a terminal. */
export function markdown({ title, head, rows }: Table): string {
  const widths = head.map((cell, i) => Math.max(3, cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [`**${title}**`, '', line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The cases to size. */
const SIZED: readonly (readonly [name: string, of: Omit<Which, 'metric'>])[] = [
  ['full organisation', { section: 'http', subject: 'full organisation', variant: 'this service' }],
  ['minimal person', { section: 'http', subject: 'minimal person', variant: 'this service' }],
  [
    'full organisation, 1,000 per call',
    { section: 'batch', subject: 'full organisation', variant: 'this service, 1,000 per call' },
  ],
  [
    'minimal person, 1,000 per call',
    { section: 'batch', subject: 'minimal person', variant: 'this service, 1,000 per call' },
  ],
  ['UPDATE that changes the level', { section: 'http', subject: 'UPDATE', variant: 'this service' }],
  [
    'EVALUATE of a full organisation, concluded',
    { section: 'evaluate', subject: 'full organisation', variant: 'this service' },
  ],
  [
    'EVALUATE of a full organisation, 1,000 per call, concluded',
    { section: 'evaluate', subject: 'full organisation', variant: 'this service, 1,000 per call' },
  ],
  [
    'EVALUATE of a full organisation, events delivered',
    { section: 'evaluate', subject: 'full organisation', variant: 'this service, with a receiver' },
  ],
];

/** The load that processors and disks can carry, calculated from the cost per customer; unmeasured cells stay empty. */
export function sizingOf(results: Results): string {
  const rows = SIZED.map(([name, which]) => {
    const of = (metric: string) => roundsOf(results, { ...which, metric });
    const median = (figures: readonly number[]): number => spreadOf(figures)?.median ?? NaN;
    const process = median(cpuOf(of).map((cpu) => cpu.process));
    const postgres = median(cpuOf(of).map((cpu) => cpu.postgres));
    const aCore = 1000 / (process + postgres);
    const gigabytes = ['wal', 'disk'].map((metric) => median(of(metric)) / 1000);
    return [name, ...[process, postgres, aCore, 10 * aCore, 100 * aCore, 1000 / postgres, ...gigabytes].map(digits)];
  });
  const head = [
    '',
    'CPU ms: process',
    'PostgreSQL',
    'customers/s: one core',
    'ten',
    'a hundred',
    'a core of PostgreSQL',
    'a million customers: GB of WAL',
    'GB of disk',
  ];
  return markdown({ title: 'The load that processors can carry', head, rows });
}

/** The whole report. */
export const reportOf = (results: Results): string =>
  [`${originOf(results)}.`, ...tablesOf(results).map(markdown)].join('\n\n');
