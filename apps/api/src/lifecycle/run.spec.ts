import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { run, type Service } from './run.js';
import { StartFailure } from './start-failure.js';

describe('a run', () => {
  let signals: EventEmitter;
  let printed: string[];
  let faults: unknown[];
  let stops: number;
  beforeEach(() => {
    [signals, printed, faults, stops] = [new EventEmitter(), [], [], 0];
  });

  const running = (service: () => Promise<Service>, deadline = 60_000) =>
    run(service, { signals, complain: (line) => printed.push(line), onFault: (error) => faults.push(error), deadline });
  const service = (changes: Partial<Service> = {}): Service => ({
    lost: new Promise(() => {}),
    stop: async () => void (stops += 1),
    ...changes,
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
    'stops once at %s, ignores further signals, and exits with 0',
    async (signal) => {
      const end = running(async () => service());
      for (const again of [signal, signal, 'SIGINT', 'SIGTERM']) signals.emit(again);
      expect([await end, stops, printed]).toEqual([0, 1, []]);
    },
  );

  test('that is signalled while it starts, finishes starting and stops', async () => {
    let started: (service: Service) => void = () => {};
    const end = running(() => new Promise((resolve) => (started = resolve)));
    signals.emit('SIGTERM');
    started(service());
    expect([await end, stops]).toEqual([0, 1]);
  });

  test.each([
    ['its stop', async () => service({ stop: () => new Promise(() => {}) })],
    ['its start', () => new Promise<Service>(() => {})],
  ])('exits with 1 if %s takes too long', async (_, start) => {
    const end = running(start, 10);
    signals.emit('SIGTERM');
    expect([await end, printed]).toEqual([1, ['AML Customer did not stop within 0.01 s']]);
  });

  test('stops and reports why the service was lost', async () => {
    expect(await running(async () => service({ lost: Promise.resolve('PostgreSQL ended unexpectedly.') }))).toBe(1);
    expect([stops, printed]).toEqual([1, ['AML Customer stopped: PostgreSQL ended unexpectedly.']]);
  });

  test('reports why the service was lost even if the rest of it does not stop', async () => {
    const lost = Promise.resolve('PostgreSQL ended unexpectedly.');
    expect(await running(async () => service({ lost, stop: () => new Promise(() => {}) }), 10)).toBe(1);
    expect(printed).toEqual(['AML Customer stopped: PostgreSQL ended unexpectedly.']);
  });

  test('reports in one line why it cannot start', async () => {
    expect(await running(() => Promise.reject(new StartFailure('PORT is\n"abc"')))).toBe(1);
    expect([printed, faults]).toEqual([['AML Customer cannot start: PORT is "abc"'], []]);
  });

  test('leaves unexpected errors to the log', async () => {
    const fault = new TypeError('Jonas Petraitis');
    expect(await running(() => Promise.reject(fault))).toBe(1);
    expect([printed, faults]).toEqual([['AML Customer cannot start: an unexpected error, see the log'], [fault]]);
  });
});
