import type { Logger } from 'pino';
import { errorFacts } from '../log/error-facts.js';
import { dropConsoleTraces } from '../log/console-traces.js';
import { createLog } from '../log/log.js';
import { run, type Service } from './run.js';
import { VERSION } from '../operation/version.js';
import { loadSettings, type Settings } from '../settings/index.js';

/** Starts a service with the given settings and log. */
type Start = (settings: Settings, log: Logger) => Promise<Service>;

/**
 * Runs a process until it exits. The service is loaded after the settings were checked: loading takes a second, and a
 * wrong setting should be reported immediately.
 */
export async function start(load: () => Promise<Start>): Promise<never> {
  dropConsoleTraces();
  let log: Logger | undefined;
  const complain = (line: string) => process.stderr.write(`${line}\n`);
  const onFault = (err: unknown) => {
    complain(JSON.stringify({ err: errorFacts(err) })); // A log whose buffer is full drops lines, even this one.
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
    log.info(`AML Customer ${VERSION} starts`);
    return (await load())(settings, log);
  };
  process.exit(await run(service, { signals: process, complain, onFault, deadline: 20_000 }));
}
