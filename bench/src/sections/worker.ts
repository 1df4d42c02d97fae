import { setTimeout as delay } from 'node:timers/promises';
import { SUBJECTS } from '../bodies.js';
import type { Server } from '../database.js';
import { measure, type Figures } from '../measure.js';
import { startVariant, startWorker } from '../variants.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

/** The warm-up, in seconds, after which most code is compiled, as in the other sections. */
const WARM_UP_SECONDS = 1;

/** The rate at which a worker concludes the assessments that a service without a worker accepted; each runs alone. */
export const worker: Section = async ({ server, options, recorder, print }) => {
  const service = await startVariant('this service', server, { WORKER: 'off' });
  try {
    for (let round = 0; round < options.rounds; round++) {
      await service.empty();
      await server.checkpoint();
      const accepted = await measure(server, service, {
        ...SINGLE,
        text: SUBJECTS.EVALUATE.text,
        seconds: options.seconds + WARM_UP_SECONDS,
        status: 202,
      });
      recorder.add('worker', 'EVALUATE', 'accepted', { ...accepted });
      const worker = startWorker(service.database);
      const concluded = await drain(server, service.database, () => worker.cpu(), options.seconds).finally(() =>
        worker.stop(),
      );
      recorder.add('worker', 'EVALUATE', 'concluded by one worker', { ...concluded });
      print(
        `worker, round ${round + 1}: ${Math.round(accepted.throughput)}/s accepted, ${Math.round(concluded.throughput)}/s concluded`,
      );
    }
  } finally {
    await service.stop();
  }
};

/** Watches the backlog after the warm-up until it is empty or the time is up. */
async function drain(
  server: Server,
  database: string,
  cpu: () => number,
  seconds: number,
): Promise<Pick<Figures, 'throughput' | 'cpuProcess' | 'cpuPostgres' | 'wal' | 'disk'>> {
  const look = async () => {
    const [row] = await server.run(
      database,
      `select count(*) filter (where state <> 'QUEUED')::int as done, count(*)::int as all from aml_customer.assessment`,
    );
    return {
      done: Number(row?.['done']),
      all: Number(row?.['all']),
      at: performance.now() / 1000,
      cpu: cpu(),
      postgres: server.cpu(),
      wal: await server.walPosition(),
      disk: await server.size(database),
    };
  };
  const patience = performance.now() / 1000 + 30;
  for (let now = await look(); now.done === 0; now = await look()) {
    if (now.at > patience) throw new Error('The worker concludes nothing');
    await delay(20);
  }
  await delay(WARM_UP_SECONDS * 1000);
  const first = await look();
  if (first.done === first.all) throw new Error('The worker was done before it was measured');
  let last = first;
  while (last.done < last.all && last.at < first.at + seconds) {
    await delay(100);
    last = await look();
  }
  const [elapsed, concluded] = [last.at - first.at, last.done - first.done];
  return {
    throughput: concluded / elapsed,
    cpuProcess: (last.cpu - first.cpu) / elapsed,
    cpuPostgres: (last.postgres - first.postgres) / elapsed,
    wal: (last.wal - first.wal) / concluded,
    disk: (last.disk - first.disk) / concluded,
  };
}
