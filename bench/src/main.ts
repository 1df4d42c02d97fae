import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openServer, type Server } from './database.js';
import { readOptions, USAGE, type SectionName } from './options.js';
import { pictureOf } from './picture.js';
import { reportOf } from './report.js';
import { Recorder, type Results } from './results.js';
import { nameOf, revisionOf, type Revision } from './revision.js';
import { abuse } from './sections/abuse.js';
import { batch } from './sections/batch.js';
import { evaluate } from './sections/evaluate.js';
import { evaluatorSection } from './sections/evaluator.js';
import { growth } from './sections/growth.js';
import { http } from './sections/http.js';
import { latency } from './sections/latency.js';
import type { Context, Section } from './sections/section.js';
import { validation } from './sections/validation.js';

const SECTIONS: Readonly<Record<SectionName, Section>> = {
  http,
  latency,
  evaluate,
  evaluator: evaluatorSection,
  validation,
  batch,
  growth,
  abuse,
};
const FOLDER = fileURLToPath(new URL('../../results', import.meta.url));

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD']);
  if (!options) return console.log(USAGE);
  const revision = revisionOf(FOLDER);
  if (options.publish && revision.changed.length > 0)
    throw new Error(`--publish needs a clean working tree; not committed: ${revision.changed.join(', ')}`);
  const server = await openServer(process.env['DATABASE_URL'] || undefined);
  const recorder = new Recorder();
  const context = { server, options, recorder, print: (line: string) => void process.stderr.write(`${line}\n`) };
  try {
    await Promise.race([measureAll(context), interruption()]);
  } finally {
    await server.stop();
  }
  report(
    {
      ...facts(server, revision),
      rounds: options.rounds,
      seconds: options.seconds,
      measurements: recorder.measurements(),
    },
    options.publish ? 'published' : 'latest',
  );
}

async function measureAll(context: Context): Promise<void> {
  for (const name of context.options.only) await SECTIONS[name](context);
}

const interruption = (): Promise<never> =>
  new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => reject(new Error(`interrupted by ${signal}`)));
  });

/** The date, commit and machine of the results. */
const facts = (server: Server, revision: Revision): Pick<Results, 'date' | 'commit' | 'machine'> => ({
  date: new Date().toISOString(),
  commit: nameOf(revision),
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    postgres: server.version,
  },
});

function report(results: Results, name: string): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${name}.json`, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(`${FOLDER}/${name}.svg`, pictureOf(results));
  console.log(`${reportOf(results)}\n\nWritten to ${FOLDER}/${name}.json and .svg`);
}

try {
  await main();
} catch (error) {
  console.error(`The bench failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
