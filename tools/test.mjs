// Runs the tests of all workspaces on one database and counts the results. `node tools/test.mjs [turbo arguments]`
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort(signal));

async function test(turboArguments) {
  const workspaces = await workspacesInScope(turboArguments);
  const tested = workspaces.filter(hasSpecs);
  for (const workspace of tested) clearResult(workspace);
  const untested = workspaces
    .filter((workspace) => !hasSpecs(workspace))
    .map((workspace) => `--filter=!./${workspace}`);
  const code = await withDatabase((DATABASE_URL) =>
    turbo(['--continue=dependencies-successful', ...untested, ...turboArguments], { DATABASE_URL }),
  );
  return report(tested, code);
}

// ── Which workspaces ────────────────────────────────────────────────────────────────────────────────────────────

/** Asks turbo which workspaces its arguments select. */
async function workspacesInScope(turboArguments) {
  const chunks = [];
  const code = await turbo(['--dry=json', ...turboArguments], {}, (chunk) => chunks.push(chunk));
  if (code !== 0) throw new Error(`turbo does not accept ${turboArguments.join(' ')}: ${Buffer.concat(chunks)}`);
  const { tasks } = JSON.parse(Buffer.concat(chunks));
  return tasks.filter(({ task }) => task === 'test').map(({ directory }) => directory);
}

function hasSpecs(workspace) {
  const folders = ['src', 'test'].map((name) => join(root, workspace, name)).filter((folder) => existsSync(folder));
  return folders.some((folder) => readdirSync(folder, { recursive: true }).some((file) => file.endsWith('.spec.ts')));
}

/** jest creates the result file but not its folder. */
function clearResult(workspace) {
  mkdirSync(dirname(resultFile(workspace)), { recursive: true });
  rmSync(resultFile(workspace), { force: true });
}

function resultFile(workspace) {
  return join(root, workspace, 'test-results', 'jest.json');
}

// ── Running ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function withDatabase(work) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const { defaultDataDir, startEmbeddedPostgres } = await import('@aml-customer/embedded-postgres');
  const temporary = mkdtempSync(join(tmpdir(), 'aml-customer-test-'));
  chmodSync(temporary, 0o755);
  const dataDir = defaultDataDir(join(temporary, 'data'));
  try {
    const server = await startEmbeddedPostgres({ dataDir, durable: false, onNotice: console.log });
    server.exited.then(({ expected, reason }) => expected || console.error(reason));
    return await work(server.url).finally(server.stop);
  } finally {
    for (const folder of [dataDir, temporary]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs turbo and returns its exit code; arguments override the defaults. */
async function turbo(args, environment, onOutput) {
  interrupted.signal.throwIfAborted();
  const isSet = (option) => args.some((argument) => argument.split('=')[0] === option);
  const defaults = ['--concurrency=2', '--output-logs=new-only', '--log-order=grouped'];
  const options = ['--no-update-notifier', ...defaults.filter((option) => !isSet(option.split('=')[0]))];
  const quiet = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', PATH: `${bin}${delimiter}${process.env.PATH}` };
  const child = spawn(join(bin, 'turbo'), ['run', 'test', ...options, ...args], {
    cwd: root,
    stdio: ['ignore', onOutput ? 'pipe' : 'inherit', 'inherit'],
    env: { ...process.env, ...environment, ...quiet },
  });
  child.stdout?.on('data', onOutput);
  // After SIGINT turbo waits for its tasks, which only a terminal would have interrupted; SIGTERM ends them.
  interrupted.signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const [code, signal] = await once(child, 'close');
  interrupted.signal.throwIfAborted();
  return code ?? signal;
}

// ── Counting ────────────────────────────────────────────────────────────────────────────────────────────────────

function report(workspaces, code) {
  const results = workspaces.map((workspace) => ({ workspace, result: readResult(workspace) }));
  const passed = sum(results, ({ result }) => result?.numPassedTests ?? 0);
  const failed = sum(results, ({ result }) =>
    result ? result.numFailedTests + result.numRuntimeErrorTestSuites + skippedIn(result) : 1,
  );
  const failures = results.flatMap(({ workspace, result }) => failuresIn(workspace, result));
  if (code !== 0 && failed === 0) return { passed, failed: 1, failures: [`turbo run test ended with ${code}`] };
  return { passed, failed, failures };
}

/** Skipped and todo tests count as failed: they prove nothing. */
const skippedIn = ({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests;

/** The result of a workspace; undefined if it is missing or incomplete because the run did not end. */
function readResult(workspace) {
  try {
    return JSON.parse(readFileSync(resultFile(workspace), 'utf8'));
  } catch {
    return undefined;
  }
}

function failuresIn(workspace, result) {
  if (!result) return [`${workspace}: its tests did not run; if its build or type check failed, the errors are above`];
  return result.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name) || workspace;
    const failed = assertionResults
      .filter((test) => test.status !== 'passed')
      .map((test) => `${file} › ${test.fullName}`);
    return status === 'failed' && failed.length === 0 ? [`${file}: ${gist(message)}`] : failed;
  });
}

function gist(message) {
  const lines = message.split('\n').map((line) => line.trim());
  return (
    lines
      .filter((line) => line !== '' && !line.startsWith('●'))
      .slice(0, 2)
      .join(' ') || 'the file failed to run'
  );
}

function sum(items, amount) {
  return items.reduce((total, item) => total + amount(item), 0);
}

let outcome;
try {
  outcome = await test(process.argv.slice(2));
} catch (error) {
  const signal = interrupted.signal.reason;
  if (signal) process.exit(128 + constants.signals[signal]);
  outcome = { passed: 0, failed: 1, failures: [error.name === 'Error' ? error.message : error.stack] };
}
for (const failure of outcome.failures) console.log(`✕ ${failure}`);
console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exitCode = outcome.failed === 0 && outcome.passed > 0 ? 0 : 1;
