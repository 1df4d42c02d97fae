import { fileURLToPath } from 'node:url';
import { defaultDataDir, startEmbeddedPostgres } from '@aml-customer/embedded-postgres';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { startingClassifiers } from '@aml-customer/reference-data';
import { defaultModel, ManageModels } from '@aml-customer/risk-evaluation';
import type { Logger } from 'pino';
import { announce } from './lifecycle/announce.js';
import { createApp } from './app.js';
import { listen, requireFree } from './lifecycle/listen.js';
import { AssessmentMetrics } from './operation/assessment-metrics.js';
import { DeliveryMetrics } from './operation/delivery-metrics.js';
import { StoringMetrics } from './operation/storing-metrics.js';
import type { Service } from './lifecycle/run.js';
import type { Settings } from './settings/settings.js';
import { StartFailure } from './lifecycle/start-failure.js';
import { defaultReceiver, eventsOf } from './use-cases.js';
import type { RunningWorker } from './worker/start-worker.js';
import { startWork } from './worker/work.js';

/** How long requests in flight may take when the service stops. */
const GRACE_MS = 10_000;

const PREFERRED_DATA_DIR = fileURLToPath(new URL('../../../.data/postgres', import.meta.url));

/**
 * Starts everything, each part on the one before, and stops it the other way round; what fails to start leaves nothing
 * behind.
 */
export const startService = (settings: Settings, log: Logger): Promise<Service> =>
  assembled(log, async (parts) => {
    await requireFree(settings);
    const database = await startDatabase(settings, log);
    parts.push(() => database.stop());
    const storage = await openStorage(database.url, settings, log, parts);
    const assessed = new AssessmentMetrics(storage.assessments);
    const delivered = new DeliveryMetrics(storage.backlog);
    const worker =
      settings.worker === 'on'
        ? await startWork(storage, settings, log, { ofAssessment: assessed.tell, ofDelivery: delivered.tell })
        : IDLE;
    parts.push(() => worker.stop());
    const server = await createApp(storage, settings, log, assessed, delivered, new StoringMetrics(storage.customers));
    const address = await listen(server, settings);
    parts.push(async () => void (await Promise.all([server.close(GRACE_MS), worker.stop()])));
    announce(address, database.place, settings, log);
    return { lost: database.lost };
  });

/** Starts a worker alone, on the database of the service. */
export const startWorkerService = (settings: Settings, log: Logger): Promise<Service> =>
  assembled(log, async (parts) => {
    const { databaseUrl } = settings;
    if (databaseUrl === undefined)
      throw new StartFailure(
        'DATABASE_URL is missing: a worker of its own needs the database of the service, and an embedded one is for the service alone',
      );
    const storage = await openStorage(databaseUrl, settings, log, parts);
    const worker = await startWork(storage, settings, log);
    parts.push(() => worker.stop());
    log.info('AML Customer works on assessments and callbacks, with the data in the database of DATABASE_URL');
    return { lost: NEVER }; // Without its database it waits for it.
  });

const NEVER = new Promise<never>(() => {});

const IDLE: RunningWorker = { stop: async () => {} };

/** How the parts that have started are stopped, the last one first. */
type Parts = { readonly isStopping: boolean; push(stop: () => Promise<void>): void };

async function assembled(log: Logger, start: (parts: Parts) => Promise<Pick<Service, 'lost'>>): Promise<Service> {
  const stops: (() => Promise<void>)[] = [];
  const parts = { isStopping: false, push: (stop: () => Promise<void>) => void stops.push(stop) };
  const stop = async () => {
    parts.isStopping = true;
    for (let last = stops.pop(); last; last = stops.pop())
      await last().catch((err: unknown) => log.error({ err }, 'A part of the service did not stop'));
  };
  try {
    return { ...(await start(parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The adapters on the database, with the classifiers and the risk model that a new installation starts with. */
async function openStorage(url: string, settings: Settings, log: Logger, parts: Parts): Promise<Postgres> {
  // A pool that has ended may still hear its server go.
  const onError = (err: Error) =>
    log[parts.isStopping ? 'debug' : 'error']({ err }, 'The database failed outside of any request');
  const postgres = await sayingWhy(
    openPostgres({
      url,
      events: eventsOf(settings),
      hasDefaultReceiver: defaultReceiver(settings) !== undefined,
      onError,
    }),
  );
  parts.push(() => postgres.close());
  await sayingWhy(postgres.classifiers.start(startingClassifiers()));
  await sayingWhy(new ManageModels(postgres.riskModels).startWith(defaultModel));
  return postgres;
}

interface Database {
  readonly url: string;
  /** Where the data is, for people. */
  readonly place: string;
  /** Resolves, with a sentence, when a database of our own ended by itself. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

async function startDatabase({ databaseUrl, dataDir }: Settings, log: Logger): Promise<Database> {
  if (databaseUrl !== undefined)
    return { url: databaseUrl, place: 'the database of DATABASE_URL', lost: NEVER, stop: async () => {} };
  const onNotice = (line: string) => log.info(line);
  const onLog = (line: string) => log.debug({ source: 'postgres' }, line);
  const folder = dataDir ?? defaultDataDir(PREFERRED_DATA_DIR, onNotice);
  const embedded = await sayingWhy(
    startEmbeddedPostgres({ dataDir: folder, onNotice, onLog }),
    dataDir === undefined ? '' : 'DATA_DIR: ',
  );
  const lost = new Promise<string>(
    (resolve) => void embedded.exited.then(({ expected, reason }) => !expected && resolve(reason)),
  );
  return {
    url: embedded.url,
    place: `${embedded.dataDir}, kept by an embedded PostgreSQL`,
    lost,
    stop: () => embedded.stop(),
  };
}

/** The adapters say in one sentence what their operator can mend; anything else that they throw is a fault of ours. */
async function sayingWhy<T>(starting: Promise<T>, about = ''): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    const { name, message } = error as Error;
    throw name === 'Error' || name === 'StorageFailure' ? new StartFailure(`${about}${message}`) : error;
  }
}
