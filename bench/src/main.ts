import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openServer } from './database.js';
import { readOptions, type SectionName } from './options.js';
import { pictureOf } from './picture.js';
import { reportOf } from './report.js';
import { Recorder, type Results } from './results.js';
import { batch } from './sections/batch.js';
import { growth } from './sections/growth.js';
import { http } from './sections/http.js';
import type { Section } from './sections/section.js';
import { validation } from './sections/validation.js';
import { worker } from './sections/worker.js';

const SECTIONS: Readonly<Record<SectionName, Section>> = { http, validation, batch, growth, worker };
const FOLDER = fileURLToPath(new URL('../../results', import.meta.url));

const options = readOptions(process.argv.slice(2));
const recorder = new Recorder();
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => reject(new Error(`Interrupted by ${signal}`)));
});
const server = await openServer(process.env['DATABASE_URL'] || undefined);
try {
  await Promise.race([measureAll(), interrupted]);
} finally {
  await server.stop();
}

async function measureAll(): Promise<void> {
  for (const name of options.only) await SECTIONS[name]({ server, options, recorder, say: (line) => process.stderr.write(`${line}\n`) });
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
const name = `${FOLDER}/${options.publish ? 'published' : 'latest'}`;
writeFileSync(`${name}.json`, `${JSON.stringify(results, null, 1)}\n`);
writeFileSync(`${name}.svg`, pictureOf(results));
console.log(`${reportOf(results)}\n\nWritten to ${name}.json and .svg`);
