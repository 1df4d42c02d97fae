import { fileURLToPath } from 'node:url';
import { defaultDataDir, startEmbeddedPostgres } from '@aml-customer/embedded-postgres';
import { openPostgres } from '@aml-customer/persistence-postgres';
import { startingClassifiers } from '@aml-customer/reference-data';
import type { Logger } from 'pino';
import { announce } from './announce.js';
import { createApp } from './app.js';
import { listen } from './listen.js';
import type { Service } from './run.js';
import type { Settings } from './settings.js';
import { StartFailure } from './start-failure.js';

/** How long requests in flight may take when the service stops. */
const GRACE_MS = 10_000;

const PREFERRED_DATA_DIR = fileURLToPath(new URL('../../../.data/postgres', import.meta.url));

/** Starts everything, each part on the one before, and stops it the other way round; what fails to start leaves nothing behind. */
export async function startService(settings: Settings, log: Logger): Promise<Service> {
  const stops: (() => Promise<void>)[] = [];
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    for (let last = stops.pop(); last; last = stops.pop()) await last().catch((err: unknown) => log.error({ err }, 'A part of the service did not stop'));
  };
  try {
    const database = await startDatabase(settings, log);
    stops.push(() => database.stop());
    // A pool that has ended may still hear its server go.
    const onError = (err: Error) => log[isStopping ? 'debug' : 'error']({ err }, 'The database failed outside of any request');
    const postgres = await sayingWhy(openPostgres({ url: database.url, onError }));
    stops.push(() => postgres.close());
    await sayingWhy(postgres.classifiers.start(startingClassifiers()));
    const server = await createApp(postgres, settings, log);
    const address = await listen(server, settings);
    stops.push(() => server.close(GRACE_MS));
    announce(address, database.place, settings, log);
    return { lost: database.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
  if (databaseUrl !== undefined) return { url: databaseUrl, place: 'the database of DATABASE_URL', lost: new Promise(() => {}), stop: async () => {} };
  const onNotice = (line: string) => log.info(line);
  const onLog = (line: string) => log.debug({ source: 'postgres' }, line);
  const folder = dataDir ?? defaultDataDir(PREFERRED_DATA_DIR, onNotice);
  const embedded = await sayingWhy(startEmbeddedPostgres({ dataDir: folder, onNotice, onLog }));
  const lost = new Promise<string>((resolve) => void embedded.exited.then(({ expected, reason }) => !expected && resolve(reason)));
  return { url: embedded.url, place: `${embedded.dataDir}, kept by an embedded PostgreSQL`, lost, stop: () => embedded.stop() };
}

/** The adapters say in one sentence what their operator can mend; anything else that they throw is a fault of ours. */
async function sayingWhy<T>(starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    const { name, message } = error as Error;
    throw name === 'Error' || name === 'StorageFailure' ? new StartFailure(message) : error;
  }
}
