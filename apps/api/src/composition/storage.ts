import { statfs } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startWith } from '@aml-customer/application';
import { defaultDataDir, startEmbeddedPostgres } from '@aml-customer/embedded-postgres';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { startingClassifiers } from '@aml-customer/reference-data';
import { defaultModel } from '@aml-customer/risk-evaluation';
import type { Logger } from 'pino';
import { StartFailure } from '../lifecycle/start-failure.js';
import type { Settings } from '../settings/settings.js';
import type { Parts } from './parts.js';
import { defaultReceiver, eventsOf } from './use-cases.js';

const PREFERRED_DATA_DIR = fileURLToPath(new URL('../../../../.data/postgres', import.meta.url));

/** A database server, of the operator or embedded. */
export interface Database {
  readonly url: string;
  /** Where the data is, in words for the operator. */
  readonly place: string;
  /** Resolves with a sentence when an embedded server ended unexpectedly. */
  readonly lost: Promise<string>;
  /** The free bytes of its disk, for an embedded server. */
  readonly freeBytes?: () => Promise<number>;
}

/** A promise that never resolves: a lost connection to the operator's database does not end the service. */
export const NEVER = new Promise<never>(() => {});

/** Uses the database of DATABASE_URL, or starts the embedded server. */
export async function startDatabase(settings: Settings, log: Logger, parts: Parts): Promise<Database> {
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl !== undefined) return { url: databaseUrl, place: 'the database of DATABASE_URL', lost: NEVER };
  const onNotice = (line: string) => log.info(line);
  const onLog = (line: string) => log.debug({ source: 'postgres' }, line);
  const folder = dataDir ?? defaultDataDir(PREFERRED_DATA_DIR, onNotice);
  const starting = startEmbeddedPostgres({ dataDir: folder, onNotice, onLog });
  const embedded = await explained(starting, dataDir === undefined ? '' : 'DATA_DIR: ');
  parts.push(() => embedded.stop());
  const lost = new Promise<string>(
    (resolve) => void embedded.exited.then(({ expected, reason }) => !expected && resolve(reason)),
  );
  const freeBytes = async () => {
    const { bavail, bsize } = await statfs(embedded.dataDir);
    return bavail * bsize;
  };
  return { url: embedded.url, place: `${embedded.dataDir}, kept by an embedded PostgreSQL`, lost, freeBytes };
}

/** Opens the adapters on the database, with the classifiers and the risk model that a new installation starts with. */
export async function openStorage(
  { url, freeBytes }: Pick<Database, 'url' | 'freeBytes'>,
  settings: Settings,
  log: Logger,
  parts: Parts,
): Promise<Postgres> {
  // A pool that was closed may still report that its server went away.
  const onError = (err: Error) =>
    log[parts.isStopping ? 'debug' : 'error']({ err }, 'The database failed outside of any request');
  const postgres = await explained(
    openPostgres({
      url,
      events: eventsOf(settings),
      hasDefaultReceiver: defaultReceiver(settings) !== undefined,
      lowering: settings.lowering,
      onError,
      ...(freeBytes && { freeBytes }),
    }),
  );
  parts.push(() => postgres.close());
  await explained(postgres.classifiers.start(startingClassifiers()));
  await explained(startWith(postgres.riskModels, defaultModel));
  await explained(postgres.riskModels.active());
  return postgres;
}

/** Adapters throw an Error with one sentence if the operator can fix the cause; any other failure is a bug. */
async function explained<T>(starting: Promise<T>, prefix = ''): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    const { name, message } = error as Error;
    throw name === 'Error' || name === 'StorageFailure' ? new StartFailure(`${prefix}${message}`) : error;
  }
}
