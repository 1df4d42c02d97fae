import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openServer } from './database.js';
import { readOptions, type SectionName } from './options.js';
import { markdown, tablesOf } from './report.js';
import { Recorder, type Results } from './results.js';
import { http } from './sections/http.js';
import type { Section } from './sections/section.js';

const SECTIONS: Readonly<Record<SectionName, Section>> = { http };
const FOLDER = fileURLToPath(new URL('../../results', import.meta.url));

const options = readOptions(process.argv.slice(2));
const recorder = new Recorder();
const server = await openServer(process.env['DATABASE_URL'] || undefined);
try {
  for (const name of options.only) await SECTIONS[name]({ server, options, recorder, say: (line) => process.stderr.write(`${line}\n`) });
} finally {
  await server.stop();
}

const results: Results = {
  date: new Date().toISOString(),
  commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), system: `${type()} ${release()}`, node: process.versions.node, postgres: server.version,
  },
  rounds: options.rounds, seconds: options.seconds, measurements: recorder.measurements(),
};
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/${options.publish ? 'published' : 'latest'}.json`, `${JSON.stringify(results, null, 1)}\n`);
console.log(tablesOf(results).map(markdown).join('\n\n'));
