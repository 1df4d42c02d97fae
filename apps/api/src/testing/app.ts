import { MemoryInstallation, type ClassifierEntry } from '@aml-customer/application';
import { startingClassifiers } from '@aml-customer/reference-data';
import { createApp } from '../app.js';
import type { Adapters } from '../composition/adapters.js';
import { createLog } from '../log/log.js';
import { AssessmentMetrics } from '../operation/assessment-metrics.js';
import { loadSettings } from '../settings/index.js';
import { call, type Call, type Reply } from './http.js';

/** A listening application on memory adapters, with everything that it logged. */
export interface AppUnderTest {
  readonly port: number;
  readonly logged: Record<string, unknown>[];
  call(call: Call): Promise<Reply>;
  /** The log line of the last request; it is written after the answer was sent. */
  requestLine(): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

const NOW = new Date('2026-03-01T10:00:00.000Z');

/** Starts the application on memory adapters, some of which a test may replace. */
export async function startApp(
  environment: Record<string, string> = {},
  replaced: Partial<Adapters> = {},
  more: readonly ClassifierEntry[] = [],
): Promise<AppUnderTest> {
  const logged: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) });
  const adapters = { ...adaptersInMemory(more), ...replaced };
  const assessments = new AssessmentMetrics(adapters.assessments);
  const server = await createApp({
    adapters,
    settings: loadSettings(environment),
    log,
    onAssessment: assessments.count,
    metrics: [assessments],
  });
  const { port } = await server.listen(0, '127.0.0.1');
  return {
    port,
    logged,
    call: (request) => call(port, request),
    requestLine: async () => {
      while (!logged.some((line) => 'durationMs' in line)) await new Promise(setImmediate);
      return logged.filter((line) => 'durationMs' in line).at(-1) as Record<string, unknown>;
    },
    stop: () => server.close(0),
  };
}

function adaptersInMemory(more: readonly ClassifierEntry[]): Adapters {
  const classifiers = [...startingClassifiers(), ...more];
  const installation = new MemoryInstallation({ now: () => NOW, classifiers });
  return { ...installation, receivers: () => installation.receivers, isReady: async () => true };
}

/** A request that posts a customer message. */
export const posting = (body: unknown, headers: Record<string, string> = {}): Call => ({
  method: 'POST',
  path: '/amlyze-ws-rest/customer',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
});
