import type { Logger } from 'pino';
import { errorFacts } from '../log/error-facts.js';
import { dropConsoleTraces } from '../log/console-traces.js';
import { createLog } from '../log/log.js';
import { run, type Service } from './run.js';
import { loadSettings, type Settings } from '../settings/settings.js';

/** Starts a service of an installation, given its settings and where it logs. */
type Start = (settings: Settings, log: Logger) => Promise<Service>;

/**
 * Runs a process of this installation to its end. What it starts is loaded late: that takes a second, which no wrong
 * setting should wait for.
 */
export async function start(load: () => Promise<Start>): Promise<never> {
  dropConsoleTraces();
  let log: Logger | undefined;
  const complain = (line: string) => process.stderr.write(`${line}\n`);
  const onFault = (err: unknown) => {
    complain(JSON.stringify({ err: errorFacts(err) })); // The log may be full; it then drops even this.
    (log ??= createLog('info')).fatal({ err }, 'An unexpected error');
  };
  process.on('uncaughtException', (error) => {
    complain('AML Customer stopped: an unexpected error, see the log');
    onFault(error);
    process.exit(1);
  });
  const service = async () => {
    const settings = loadSettings(process.env);
    log = createLog(settings.logLevel);
    return (await load())(settings, log);
  };
  process.exit(await run(service, { signals: process, complain, onFault, deadline: 20_000 }));
}
