import type { Logger } from 'pino';
import { createLog } from './log/log.js';
import { run } from './run.js';
import { loadSettings } from './settings.js';

let log: Logger | undefined;
const complain = (line: string) => process.stderr.write(`${line}\n`);
const onFault = (err: unknown) => (log ??= createLog('info')).fatal({ err }, 'An unexpected error');

async function start() {
  const settings = loadSettings(process.env);
  log = createLog(settings.logLevel);
  const { startService } = await import('./compose.js'); // Loading the rest takes a second, which no wrong setting should wait for.
  return startService(settings, log);
}

process.on('uncaughtException', (error) => {
  onFault(error);
  complain('AML Customer stopped: an unexpected error, see the log');
  process.exit(1);
});
process.exit(await run(start, { signals: process, complain, onFault, deadline: 20_000 }));
