import { CallbackEvents, type SecretBox } from '@aml-customer/application';
import { Pool, type ClientConfig } from 'pg';
import { PostgresAssessments } from './assessments/assessments.postgres.js';
import { PostgresBacklog } from './callbacks/backlog.postgres.js';
import { BoundedClient } from './database/bounded-client.js';
import { PostgresClassifiers } from './classifiers/classifiers.postgres.js';
import { connect, connectionSettings } from './database/connection.js';
import { PostgresCustomerExport } from './customers/customer-export.postgres.js';
import { PostgresCustomers } from './customers/customers.postgres.js';
import { createOrm, tablesOf, type Tables } from './database/database.js';
import { PostgresDeliveries } from './callbacks/deliveries.postgres.js';
import { PostgresEventLog } from './callbacks/event-log.postgres.js';
import { PostgresFollowUps } from './customers/follow-ups.postgres.js';
import { migrate } from './database/migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { PostgresReceivers } from './callbacks/receivers.postgres.js';
import { PostgresRiskModels } from './risk-models/risk-models.postgres.js';
import { StorageFailure } from './database/storage-failure.js';
import { PLANNING } from './customers/store-statement.js';
import { WorkerPresence } from './worker/worker-presence.js';

/** Which database, and how it is used. */
export interface PostgresOptions {
  readonly url: string;
  /** How many connections at most; up to two more listen for changes, and one announces workers. Default 10. */
  readonly pool?: { readonly max?: number };
  /** How long the database may take to connect, and to answer a statement, before the call fails. Default 10 s. */
  readonly answerWithinMs?: number;
  /** Names the events that storing a message causes. Default: by the published prefixes. */
  readonly events?: CallbackEvents;
  /**
   * Whether events go somewhere though their requester has no receiver of its own. Where not, and nobody has one, they
   * are FAILED (`no-receiver`) from the start. Default true.
   */
  readonly hasDefaultReceiver?: boolean;
  /** Gets what went wrong outside of any call, such as a lost connection. It holds no personal data. */
  readonly onError?: (error: Error) => void;
}

/** Tells write_events_together who is called, whichever statement comes by it. */
const NO_DEFAULT_RECEIVER = '-c aml_customer.default_receiver=none';

/** The adapters on one database. */
export interface Postgres {
  readonly customers: PostgresCustomers;
  readonly customerExport: PostgresCustomerExport;
  /** `start` them before use. */
  readonly classifiers: PostgresClassifiers;
  readonly followUps: PostgresFollowUps;
  readonly assessments: PostgresAssessments;
  readonly riskModels: PostgresRiskModels;
  readonly eventLog: PostgresEventLog;
  readonly deliveries: PostgresDeliveries;
  readonly backlog: PostgresBacklog;
  /** The receivers, whose secrets the box seals and opens. */
  receivers(box: SecretBox): PostgresReceivers;
  /**
   * Connections for a queue of jobs, which keeps one to listen. Whoever opens the pool ends it; what goes wrong with
   * its connections ends no process.
   */
  openQueuePool(max: number): Pool;
  /**
   * Makes a worker known under the id that its jobs are locked by (graphile-worker: `workerPool.id` of the event
   * `pool:create`), until `close` or the end of the process.
   */
  announceWorker(id: string): Promise<void>;
  /** Makes a worker of this process known as gone, which it is when its jobs are nobody's. Never rejects. */
  withdrawWorker(id: string): Promise<void>;
  /**
   * Gives back what announced workers had locked that are gone, and touches no live one and none unannounced; how many
   * were gone.
   */
  releaseLocksOfDeadWorkers(): Promise<number>;
  /** Whether the database answers and is as migrated as this version needs. Never rejects. */
  isReady(): Promise<boolean>;
  /** Waits for what is under way, and gives all connections back. */
  close(): Promise<void>;
}

/**
 * Connects to a database, brings its tables up to date and makes the adapters.
 * @throws Error with one sentence that names the cause (out of reach, authentication, encoding), never the password;
 * StorageFailure when a migration fails.
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const {
    url,
    pool: { max = 10 } = {},
    answerWithinMs = 10_000,
    events = new CallbackEvents(),
    hasDefaultReceiver = true,
    onError = () => {},
  } = options;
  const settings = connectionSettings(url, answerWithinMs);
  const database = await prepare({ connectionString: url, connectionTimeoutMillis: answerWithinMs });
  const pooled = { ...settings, options: hasDefaultReceiver ? PLANNING : `${PLANNING} ${NO_DEFAULT_RECEIVER}` };
  const onLost = (error: Error) => onError(new StorageFailure('keeping a connection', error));
  const orm = await createOrm({ settings: pooled, database, max, onError: onLost });
  const pool = await orm.driver.getConnection().getNativeClient();
  const tables = tablesOf(orm);
  const customers = new PostgresCustomers(pool, tables, events, answerWithinMs);
  const assessments = new PostgresAssessments(pool, answerWithinMs);
  const deliveries = new PostgresDeliveries(pool, answerWithinMs);
  const classifiers = new PostgresClassifiers(tables, { settings, onError });
  const riskModels = new PostgresRiskModels(pool, { settings, onError });
  const presence = new WorkerPresence(pool, { settings, onError });
  return {
    customers,
    customerExport: new PostgresCustomerExport(pool),
    classifiers,
    followUps: new PostgresFollowUps(tables),
    assessments,
    riskModels,
    eventLog: new PostgresEventLog(pool),
    deliveries,
    backlog: new PostgresBacklog(pool),
    receivers: (box) => new PostgresReceivers(pool, box),
    // graphile-worker warns on the console of a pool without a listener for new clients; ours hear of their loss
    // themselves.
    openQueuePool: (most) =>
      new Pool({ ...pooled, max: most, Client: BoundedClient }).on('error', onLost).on('connect', () => {}),
    announceWorker: (id) => presence.announce(id),
    withdrawWorker: (id) => presence.withdraw(id),
    releaseLocksOfDeadWorkers: () => presence.releaseDead(),
    isReady: () => isMigrated(tables),
    close: async () => {
      await Promise.all([
        customers.idle(),
        assessments.idle(),
        deliveries.idle(),
        classifiers.close(),
        riskModels.close(),
        presence.close(),
      ]);
      await orm.close();
      if (!pool.ending) await pool.end(); // The ORM leaves a pool open on which it has run nothing itself.
    },
  };
}

/** Migrates, and tells the database's name. */
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
