import { EventEmitter } from 'node:events';
import { Logger as NestLogger, PinoLogger } from 'nestjs-pino';
import { destination as file, pino, type DestinationStream, type LogFn, type Logger, type LoggerOptions } from 'pino';
import { errorFacts } from './error-facts.js';
import { LinesPerTurn } from './lines-per-turn.js';

/**
 * Written asynchronously, so that requests do not wait for the reader of the log. If the reader stalls, lines beyond
 * this buffer are dropped.
 */
const STANDARD_OUTPUT = { dest: 1, sync: false, maxLength: 16 * 1024 * 1024 };

/** The service's log: JSON lines, without personal data. */
export function createLog(level: string, destination: DestinationStream = file(STANDARD_OUTPUT)): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: timeMember,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: errorFacts },
    hooks: { logMethod: withoutForeignText },
  };
  if (!(destination instanceof EventEmitter)) return pino(options, destination);
  const log = pino(options, new LinesPerTurn(destination));
  watchDrops(destination, log);
  return log;
}

let lastTime = 0;
let lastMember = '';

/** The time as pino adds it to a line; formatted once for the many lines of a millisecond. */
function timeMember(): string {
  const time = Date.now();
  if (time !== lastTime) [lastTime, lastMember] = [time, `,"time":"${new Date(time).toISOString()}"`];
  return lastMember;
}

let dropped = 0;

/** How many lines this process has dropped in all its logs, for the metrics. */
export const droppedLines = (): number => dropped;

/** Counts dropped lines, and logs their number once there is room again. */
function watchDrops(destination: EventEmitter, log: Logger): void {
  let unreported = 0;
  destination.on('drop', (text: string) => {
    const lines = text.split('\n').length - 1;
    dropped += lines;
    unreported += lines;
  });
  destination.on('drain', () => {
    if (unreported === 0) return;
    const lines = unreported;
    unreported = 0;
    log.warn({ lines }, 'Lines of this log were dropped because its reader stalled');
  });
}

/**
 * Nest's own log. At level info it is limited to warnings, since Nest logs each step of its start.
 */
export function frameworkLog(log: Logger): NestLogger {
  const logger = log.level === 'info' ? log.child({}, { level: 'warn' }) : log;
  const params = { pinoHttp: { logger, wrapSerializers: false } };
  return new NestLogger(new PinoLogger(params), params);
}

/** Adds a message to lines that lack one: pino would use the error's message, which may quote personal data. */
function withoutForeignText(this: Logger, [first, ...others]: Parameters<LogFn>, log: LogFn): void {
  const error: unknown = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  if (!(error instanceof Error) || typeof others[0] === 'string') return log.apply(this, [first, ...others]);
  log.apply(this, [first instanceof Error ? { err: first } : first, 'An error occurred']);
}
