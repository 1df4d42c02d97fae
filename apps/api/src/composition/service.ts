import type { AssessmentOutcome } from '@aml-customer/application';
import type { Postgres } from '@aml-customer/persistence-postgres';
import type { Logger } from 'pino';
import { createApp } from '../app.js';
import { announce } from '../lifecycle/announce.js';
import { listen, requireFree } from '../lifecycle/listen.js';
import type { Service } from '../lifecycle/run.js';
import { StartFailure } from '../lifecycle/start-failure.js';
import { AssessmentMetrics } from '../operation/assessment-metrics.js';
import { CountryListMetrics } from '../operation/country-list-metrics.js';
import { DeliveryMetrics, type DeliveryOutcome } from '../operation/delivery-metrics.js';
import { StoringMetrics } from '../operation/storing-metrics.js';
import { ExpiredListWarnings } from '../risk-models/expired-list-warnings.js';
import type { Settings } from '../settings/settings.js';
import { reportDelivery } from '../worker/report-delivery.js';
import { atMostEvery, inSequence } from '../worker/schedule.js';
import { startWorker, type RunningWorker } from '../worker/start-worker.js';
import { startParts } from './parts.js';
import { NEVER, openStorage, startDatabase } from './storage.js';
import { manageModels, workerUseCases } from './use-cases.js';

/** How long requests in progress may take when the service stops. */
const GRACE_MS = 10_000;

/** How often the worker looks for assessments that lost their job: it scans the whole queue. */
const LOST_JOBS_EVERY_MS = 3_600_000;

/** Starts the service: database, adapters, worker and HTTP server, in this order. */
export const startService = (settings: Settings, log: Logger): Promise<Service> =>
  startParts(log, async (parts) => {
    await requireFree(settings);
    const database = await startDatabase(settings, log, parts);
    const storage = await openStorage(database, settings, log, parts);
    const assessments = new AssessmentMetrics(storage.assessments);
    const deliveries = new DeliveryMetrics(storage.backlog);
    const models = manageModels(storage);
    const warnings = new ExpiredListWarnings(models, log);
    let stopWorker = async (): Promise<void> => {};
    if (settings.worker === 'on') {
      const observers = { onAssessment: assessments.count, onDelivery: deliveries.count };
      const worker = await composeWorker({ storage, settings, log, warnings, ...observers });
      stopWorker = () => worker.stop();
      parts.push(stopWorker); // Only if the server does not start.
    }
    const server = await createApp({
      adapters: storage,
      settings,
      log,
      onAssessment: assessments.count,
      metrics: [assessments, deliveries, new StoringMetrics(storage.customers), new CountryListMetrics(models)],
    });
    const address = await listen(server, settings);
    // Requests and jobs in progress end side by side, each within its own grace period.
    parts.push(async () => void (await Promise.all([server.close(GRACE_MS), stopWorker()])));
    announce(address, database.place, settings, log);
    await warnings.start(new Date());
    return { lost: database.lost };
  });

/** Starts a worker without the HTTP server, on the database of the service. */
export const startWorkerService = (settings: Settings, log: Logger): Promise<Service> =>
  startParts(log, async (parts) => {
    const { databaseUrl } = settings;
    if (databaseUrl === undefined)
      throw new StartFailure(
        'DATABASE_URL is missing: a separate worker needs the database of the service, and only the service itself can use an embedded one',
      );
    const storage = await openStorage({ url: databaseUrl }, settings, log, parts);
    const warnings = new ExpiredListWarnings(manageModels(storage), log);
    const worker = await composeWorker({ storage, settings, log, warnings });
    parts.push(() => worker.stop());
    log.info('AML Customer works on assessments and callbacks, with the data in the database of DATABASE_URL');
    await warnings.start(new Date());
    return { lost: NEVER };
  });

/** The parts of a worker. */
interface WorkerOptions {
  readonly storage: Postgres;
  readonly settings: Settings;
  readonly log: Logger;
  readonly warnings: ExpiredListWarnings;
  readonly onAssessment?: (outcome: AssessmentOutcome) => void;
  readonly onDelivery?: (outcome: DeliveryOutcome) => void;
}

function composeWorker({
  storage,
  settings,
  log,
  warnings,
  onAssessment = () => {},
  onDelivery = () => {},
}: WorkerOptions): Promise<RunningWorker> {
  const queueLostJobs = atMostEvery(LOST_JOBS_EVERY_MS, (now) => storage.assessments.queueForgotten(now));
  const onFailure = (err: unknown) =>
    log.error({ err }, 'A callback could not be attempted because of an internal failure');
  return startWorker({
    queue: {
      openPool: (max) => storage.openQueuePool(max),
      announce: (id) => storage.announceWorker(id),
      withdraw: (id) => storage.withdrawWorker(id),
    },
    ...workerUseCases({ adapters: storage, settings, onAssessment, onFailure }),
    queueLine: (customer, at) => storage.deliveries.queueLine(customer, at),
    onDelivery: reportDelivery(log, onDelivery),
    cleanUp: () =>
      inSequence(
        () => storage.releaseLocksOfDeadWorkers(),
        () => storage.deliveries.queueOverdue(),
        () => queueLostJobs(new Date()),
        () => warnings.repeat(new Date()),
      ),
    log,
  });
}
