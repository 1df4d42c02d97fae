import { setTimeout as delay } from 'node:timers/promises';
import { SUBJECTS } from '../bodies.js';
import type { Server } from '../database.js';
import { measure } from '../measure.js';
import { startVariant, startWorker } from '../variants.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

/** How fast a worker concludes what a service without one accepted, each with the machine to itself. */
export const worker: Section = async ({ server, options, recorder, say }) => {
  const service = await startVariant('this service', server, { WORKER: 'off' });
  try {
    for (let round = 0; round < options.rounds; round++) {
      await service.empty();
      await server.checkpoint();
      const accepted = await measure(server, service, { ...SINGLE, text: SUBJECTS.EVALUATE.text, seconds: options.seconds, status: 202 });
      recorder.add('worker', 'EVALUATE', 'accepted', { ...accepted });
      const worker = startWorker(service.database);
      const concluded = await drain(server, service.database, () => worker.cpu(), options.seconds).finally(() => worker.stop());
      recorder.add('worker', 'EVALUATE', 'concluded by one worker', concluded);
      say(`worker, round ${round + 1}: ${Math.round(accepted.throughput)}/s accepted, ${Math.round(concluded.throughput)}/s concluded`);
    }
  } finally {
    await service.stop();
  }
};

/** Watches the backlog from the first conclusion on, until it is worked off or the time is up. */
async function drain(server: Server, database: string, cpu: () => number, seconds: number): Promise<{ throughput: number; cpuProcess: number; cpuPostgres: number }> {
  const look = async () => {
    const [row] = await server.run(database, `select count(*) filter (where state <> 'QUEUED')::int as done, count(*)::int as all from aml_customer.assessment`);
    return { done: Number(row?.['done']), all: Number(row?.['all']), at: performance.now() / 1000, cpu: cpu(), postgres: server.cpu() };
  };
  const patience = performance.now() / 1000 + 30;
  let first = await look();
  while (first.done === 0) {
    if (first.at > patience) throw new Error('The worker concludes nothing');
    await delay(20);
    first = await look();
  }
  let last = first;
  while (last.done < last.all && last.at < first.at + seconds) {
    await delay(100);
    last = await look();
  }
  const elapsed = last.at - first.at;
  return { throughput: (last.done - first.done) / elapsed, cpuProcess: (last.cpu - first.cpu) / elapsed, cpuPostgres: (last.postgres - first.postgres) / elapsed };
}
