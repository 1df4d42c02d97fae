/**
 * Starts the service as `npm start` does with a temporary data folder, posts every request of a folder and reads each
 * customer back. Each request must match the served schema.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

const [folder] = process.argv.slice(2);
const dataDir = mkdtempSync('/tmp/aml-customer-samples-');
const service = spawn('npm', ['start'], {
  env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const stopped = new Promise((resolve) => service.once('exit', resolve));

try {
  const origin = await address(service);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const fits = await servedSchema(origin);
  for (const name of names) await check(origin, name, JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')), fits);
  console.log(`${names.length} published requests accepted and read back unchanged`);
} finally {
  service.kill('SIGTERM');
  await stopped;
  rmSync(dataDir, { recursive: true, force: true });
}

async function address({ stdout }) {
  for await (const line of createInterface(stdout)) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (found) {
      stdout.resume();
      return found[0];
    }
  }
  throw new Error('the service did not start');
}

async function servedSchema(origin) {
  const { components } = await (await fetch(`${origin}/v2/api-docs`)).json();
  return addFormats
    .default(new Ajv2020({ strict: false }))
    .compile({ $ref: '#/components/schemas/Customer', components });
}

async function check(origin, name, body, fits) {
  if (!fits(body)) throw new Error(`${name} does not fit the schema: ${JSON.stringify(fits.errors)}`);
  const accepted = await fetch(`${origin}/amlyze-ws-rest/customer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (accepted.status !== 202) throw new Error(`${name}: ${accepted.status} ${await accepted.text()}`);
  const stored = await (
    await fetch(`${origin}/amlyze-ws-rest/customer/${encodeURIComponent(body.customerExtId)}`)
  ).json();
  if (!isDeepStrictEqual(stored.profile, expected(body))) throw new Error(`${name}: read back differently`);
}

/** The expected profile: the sent fields without absent ones and message fields, aliases under their main names. */
function expected({ communicationNumber, customerExtId, action, sourcesOfWealth, ...rest }) {
  return withoutNulls({ ...rest, ...(sourcesOfWealth && { listSourceOfWealth: sourcesOfWealth }) });
}

function withoutNulls(value) {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
