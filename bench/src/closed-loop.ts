import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'undici';
import { Latencies } from './latencies.js';
import type { Load, Measured } from './load.js';
import { Sender, TIMEOUTS } from './sender.js';

/** Saturates the service: each connection sends its next request after the answer to the last one. */
export async function closedLoop(load: Load, onWindow: (kind: 'begun' | 'ended') => void): Promise<Measured> {
  const sender = new Sender(load);
  const limit = (load.limitPerSecond ?? Infinity) * (load.warmUpSeconds + load.seconds);
  const latencies = new Latencies();
  let measuring = false;
  let ended = false;
  let onAnswer = () => {};
  /** A window starts and ends with an answer; otherwise a batch in progress would not count. */
  const answerAfter = (seconds: number) =>
    Promise.race([
      working,
      delay(seconds * 1000).then(
        () =>
          new Promise<void>((resolve) => {
            onAnswer = resolve;
          }),
      ),
    ]);
  const work = async (): Promise<void> => {
    const client = new Client(load.origin, { pipelining: 1, ...TIMEOUTS });
    while (!ended && sender.next - load.from < limit) {
      const sent = performance.now();
      await sender.send(client);
      if (measuring) latencies.add(performance.now() - sent);
      onAnswer();
    }
    await client.close();
  };
  const working = Promise.all(Array.from({ length: load.connections }, work));
  await answerAfter(load.warmUpSeconds);
  onWindow('begun');
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  measuring = true;
  await answerAfter(load.seconds);
  measuring = false;
  const [seconds, { user, system }] = [(performance.now() - begin) / 1000, process.cpuUsage(cpu)];
  onWindow('ended');
  ended = true;
  await working;
  const { statuses, next } = sender;
  return { ...latencies.summary(), seconds, cpuSeconds: (user + system) / 1e6, statuses, next };
}
