import type { Postgres } from '@aml-customer/persistence-postgres';
import type { Logger } from 'pino';
import type { Settings } from '../settings.js';
import { assessCustomer, deliverCallbacks } from '../use-cases.js';
import { ATTEMPTS_PER_RECEIVER, startWorker, type RunningWorker } from './start-worker.js';

/** Starts a worker on the adapters of an installation. */
export const startWork = (databaseUrl: string, storage: Postgres, settings: Settings, log: Logger): Promise<RunningWorker> => startWorker({
  databaseUrl,
  assess: assessCustomer(storage, settings),
  deliver: deliverCallbacks(storage, settings, ATTEMPTS_PER_RECEIVER, (err) => log.error({ err }, 'A callback could not be attempted, by a failure of ours')),
  comeBack: (customer, at) => storage.deliveries.comeBack(customer, at),
  announce: (id) => storage.announceWorker(id),
  tidy: async () => {
    await storage.releaseLocksOfDeadWorkers();
    await storage.deliveries.queueOverdue(new Date());
  },
  log,
});
