import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { Arrivals } from './arrivals.js';
import { Latencies } from './latencies.js';
import type { Load, Measured } from './load.js';
import { Sender, TIMEOUTS } from './sender.js';

/**
 * Sends at a fixed rate without waiting for answers. A latency counts from the time at which the request should have
 * been sent, so a pause of the service counts for all requests that it delays (no coordinated omission). autocannon
 * with a rate waits for answers and estimates the missing latencies afterwards.
 */
export async function openLoop(
  load: Load & { readonly rate: number },
  onWindow: (kind: 'begun' | 'ended') => void,
): Promise<Measured> {
  const sender = new Sender(load);
  const pool = new Pool(load.origin, { connections: load.connections, pipelining: 1, ...TIMEOUTS });
  const latencies = new Latencies();
  const begin = performance.now();
  const from = begin + load.warmUpSeconds * 1000;
  const to = from + load.seconds * 1000;
  const send = async (intended: number): Promise<void> => {
    await sender.send(pool);
    // By the intended time: a slow answer after the window belongs to it.
    if (intended >= from && intended < to) latencies.add(performance.now() - intended);
  };
  const arrivals = new Arrivals(begin, load.rate);
  const sent: Promise<void>[] = [];
  const sendUntil = async (end: number): Promise<void> => {
    for (let now = begin; now < end; await delay(1)) {
      now = Math.min(performance.now(), end);
      sent.push(...arrivals.due(now).map(send));
    }
  };
  await sendUntil(from);
  onWindow('begun');
  const cpu = process.cpuUsage();
  await sendUntil(to);
  const { user, system } = process.cpuUsage(cpu);
  onWindow('ended');
  await Promise.all(sent);
  await pool.close();
  const { statuses, next } = sender;
  return { ...latencies.summary(), seconds: load.seconds, cpuSeconds: (user + system) / 1e6, statuses, next };
}
