import { EventEmitter } from 'node:events';
import { Logger as NestLogger, PinoLogger } from 'nestjs-pino';
import {
  destination as file,
  pino,
  stdTimeFunctions,
  type DestinationStream,
  type LogFn,
  type Logger,
  type LoggerOptions,
} from 'pino';
import { errorFacts } from './error-facts.js';

/**
 * Written while the service goes on: requests do not wait for whoever reads the log. Of a reader that stands still,
 * lines beyond these bytes are dropped.
 */
const STANDARD_OUTPUT = { dest: 1, sync: false, maxLength: 16 * 1024 * 1024 };

/** The service's log: JSON lines, without personal data. */
export function createLog(level: string, destination: DestinationStream = file(STANDARD_OUTPUT)): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: errorFacts },
    hooks: { logMethod: withoutForeignText },
  };
  const log = pino(options, destination);
  if (destination instanceof EventEmitter) watchDrops(destination, log);
  return log;
}

let dropped = 0;

/** How many lines this process has dropped, for the metrics: of all its logs, for it has one standard output. */
export const droppedLines = (): number => dropped;

/** Counts the lines that are dropped, and says so once there is room for a line again. */
function watchDrops(destination: EventEmitter, log: Logger): void {
  let untold = 0;
  destination.on('drop', () => {
    dropped++;
    untold++;
  });
  destination.on('drain', () => {
    if (untold === 0) return;
    const lines = untold;
    untold = 0;
    log.warn({ lines }, 'Lines of this log were dropped: what reads it stood still');
  });
}

/**
 * Nest's own log, which tells each step of its start, speaks up from a warning on, unless somebody debugs. Requests
 * have no part in it.
 */
export function frameworkLog(log: Logger): NestLogger {
  const logger = log.level === 'info' ? log.child({}, { level: 'warn' }) : log;
  const params = { pinoHttp: { logger, wrapSerializers: false } };
  return new NestLogger(new PinoLogger(params), params);
}

/** pino takes an error's message where a line has none of its own. */
function withoutForeignText(this: Logger, [first, ...others]: Parameters<LogFn>, log: LogFn): void {
  const error: unknown = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  if (!(error instanceof Error) || typeof others[0] === 'string') return log.apply(this, [first, ...others]);
  log.apply(this, [first instanceof Error ? { err: first } : first, 'An error occurred']);
}
