import { CallbackEvents, type Lowering, type SecretBox } from '@aml-customer/application';
import { Pool, type ClientConfig } from 'pg';
import { PostgresAssessments } from './assessments/assessments.postgres.js';
import { PostgresBacklog } from './callbacks/backlog.postgres.js';
import { PostgresDeliveries } from './callbacks/deliveries.postgres.js';
import { PostgresEventLog } from './callbacks/event-log.postgres.js';
import { PostgresReceivers } from './callbacks/receivers.postgres.js';
import { PostgresClassifiers } from './classifiers/classifiers.postgres.js';
import { PostgresConfigurationLog } from './configuration/configuration-log.postgres.js';
import { PostgresCustomerErasure } from './customers/customer-erasure.postgres.js';
import { PostgresCustomerExport } from './customers/customer-export.postgres.js';
import { PostgresCustomers } from './customers/customers.postgres.js';
import { PostgresFollowUps } from './customers/follow-ups.postgres.js';
import { PLANNING } from './database/planning.js';
import { BoundedClient } from './database/bounded-client.js';
import { connect, connectionSettings } from './database/connection.js';
import { createOrm, tablesOf, type Tables } from './database/database.js';
import { canAllocate, DiskRoom } from './database/disk-room.js';
import { migrate } from './database/migrate.js';
import { DISK_FULL, StorageFailure } from './database/storage-failure.js';
import { MIGRATIONS } from './migrations/index.js';
import { PostgresRiskModels } from './risk-models/risk-models.postgres.js';
import { WorkerPresence } from './worker/worker-presence.js';

/** Which database to use, and how. */
export interface PostgresOptions {
  readonly url: string;
  /** Maximum number of connections. Up to two more listen for changes and one announces workers. Default 10. */
  readonly pool?: { readonly max?: number };
  /** How long connecting and each statement may take before the call fails, in ms. Default 10 s. */
  readonly answerWithinMs?: number;
  /** Names the events that storing a message causes. Default: the published prefixes. */
  readonly events?: CallbackEvents;
  /**
   * Whether events have a receiver even if their requester has registered none. If not, and no requester has registered
   * one, events are FAILED (`no-receiver`) from the start. Default true.
   */
  readonly hasDefaultReceiver?: boolean;
  /** Whether a person must decide what a message would undo. Default: person. */
  readonly lowering?: Lowering;
  /** Returns the free bytes of the database's disk, if that is on this machine. */
  readonly freeBytes?: () => Promise<number>;
  /** Receives errors outside of any call, such as a lost connection. They contain no personal data. */
  readonly onError?: (error: Error) => void;
}

/** The adapters on one database. */
export interface Postgres {
  readonly customers: PostgresCustomers;
  readonly customerExport: PostgresCustomerExport;
  readonly customerErasure: PostgresCustomerErasure;
  /** Call `start` before use. */
  readonly classifiers: PostgresClassifiers;
  readonly followUps: PostgresFollowUps;
  readonly assessments: PostgresAssessments;
  readonly riskModels: PostgresRiskModels;
  readonly configurationLog: PostgresConfigurationLog;
  readonly eventLog: PostgresEventLog;
  readonly deliveries: PostgresDeliveries;
  readonly backlog: PostgresBacklog;
  /** Returns the receivers, whose secrets the box encrypts and decrypts. */
  receivers(box: SecretBox): PostgresReceivers;
  /**
   * Opens a pool for a job queue, which keeps one connection to listen. The caller ends it. Errors of its connections
   * go to `onError`.
   */
  openQueuePool(max: number): Pool;
  /**
   * Announces a worker under the id that its jobs are locked by (graphile-worker: `workerPool.id` of the event
   * `pool:create`), until `close` or the end of the process.
   */
  announceWorker(id: string): Promise<void>;
  /** Withdraws an announced worker of this process, once it has no more jobs. Never rejects. */
  withdrawWorker(id: string): Promise<void>;
  /** Releases the jobs that dead workers had locked, of announced workers only. Returns how many workers were dead. */
  releaseLocksOfDeadWorkers(): Promise<number>;
  /** Whether the database answers, has all migrations of this version, and has room on its disk. Never rejects. */
  isReady(): Promise<boolean>;
  /** Waits for work under way, then closes all connections. */
  close(): Promise<void>;
}

/**
 * Connects to a database, migrates it and creates the adapters.
 * @throws Error with one sentence that names the cause (unreachable, authentication, encoding), never the password;
 * StorageFailure if a migration fails
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const {
    url,
    answerWithinMs = 10_000,
    events = new CallbackEvents(),
    onError = () => {},
    lowering = 'person',
  } = options;
  const settings = connectionSettings(url, answerWithinMs);
  const database = await prepare({ connectionString: url, connectionTimeoutMillis: answerWithinMs });
  const pooled = { ...settings, options: sessionOptions(options) };
  const onLost = (error: Error) => onError(new StorageFailure('keeping a connection', error));
  const orm = await createOrm({ settings: pooled, database, max: options.pool?.max ?? 10, onError: onLost });
  const pool = await orm.driver.getConnection().getNativeClient();
  const tables = tablesOf(orm);
  const room = new DiskRoom({
    probe: () => canAllocate(pool),
    onFull: () => onError(new StorageFailure('storing, since its disk is full', { code: DISK_FULL })),
    ...(options.freeBytes && { freeBytes: options.freeBytes }),
  });
  const customers = new PostgresCustomers({ pool, events, lowering, patienceMs: answerWithinMs, room });
  const assessments = new PostgresAssessments(pool, answerWithinMs);
  const deliveries = new PostgresDeliveries(pool, answerWithinMs);
  const classifiers = new PostgresClassifiers(pool, tables, { settings, onError });
  const riskModels = new PostgresRiskModels(pool, { settings, onError });
  const presence = new WorkerPresence(pool, { settings, onError });
  return {
    customers,
    customerExport: new PostgresCustomerExport(pool),
    customerErasure: new PostgresCustomerErasure(pool),
    classifiers,
    followUps: new PostgresFollowUps(tables),
    assessments,
    riskModels,
    configurationLog: new PostgresConfigurationLog(pool),
    eventLog: new PostgresEventLog(pool),
    deliveries,
    backlog: new PostgresBacklog(pool),
    receivers: (box) => new PostgresReceivers(pool, box),
    openQueuePool: (max) => queuePool({ ...pooled, max }, onLost),
    announceWorker: (id) => presence.announce(id),
    withdrawWorker: (id) => presence.withdraw(id),
    releaseLocksOfDeadWorkers: () => presence.releaseDead(),
    isReady: async () => (await isMigrated(tables)) && (await room.hasRoom()),
    close: async () => {
      await Promise.all([customers, assessments, deliveries].map((adapter) => adapter.idle()));
      await Promise.all([classifiers, riskModels, presence].map((adapter) => adapter.close()));
      await orm.close();
      if (!pool.ending) await pool.end(); // The ORM does not close a pool that it has not used itself.
    },
  };
}

/** Settings of each pooled session. write_events_together reads whether there is a default receiver. */
const sessionOptions = ({ hasDefaultReceiver = true }: PostgresOptions): string =>
  hasDefaultReceiver ? PLANNING : `${PLANNING} -c aml_customer.default_receiver=none`;

/** graphile-worker warns on the console about a pool without a `connect` listener. */
const queuePool = (config: ClientConfig & { readonly max: number }, onLost: (error: Error) => void): Pool =>
  new Pool({ ...config, Client: BoundedClient }).on('error', onLost).on('connect', () => {});

/** Migrates the database and returns its name. */
async function prepare(settings: ClientConfig): Promise<string> {
  const session = await connect(settings);
  try {
    await migrate(session, settings);
    return session.database ?? '';
  } finally {
    await session.end();
  }
}

const LATEST = MIGRATIONS.map(({ name }) => name).at(-1) ?? '';

async function isMigrated(tables: Tables): Promise<boolean> {
  try {
    return (await tables.selectFrom('migration').select('id').where('name', '=', LATEST).execute()).length > 0;
  } catch {
    return false;
  }
}
