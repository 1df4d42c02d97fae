import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientConfig, Pool } from 'pg';
import { connect } from '../database/connection.js';
import { run } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

const RETRY_MS = 250;

/** Makes the server end the session of an unreachable machine after some 30 s, which releases its locks. */
const DETECTS_SILENCE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4';

const lockKey = (id: string): string => `hashtextextended('aml_customer worker ' || ${id}, 0)`;

// Acquiring a worker's lock proves that the worker is dead. Workers that never announced themselves are not touched.
const RELEASE = {
  name: 'aml-release-dead-workers',
  text: `
    with dead as (
      delete from aml_customer.worker
      where pg_try_advisory_xact_lock(${lockKey('id')})
      returning id
    )
    select count(*)::int as dead, graphile_worker.force_unlock_workers(array_agg(id))::text
    from dead`,
};

/**
 * Distinguishes live workers from dead ones. A worker announces the id that its jobs are locked by (graphile-worker's
 * `workerPool.id`); this takes a session lock, which the server releases however the process ends.
 */
export class WorkerPresence {
  private readonly ids = new Set<string>();
  private session: Promise<Client> | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly pool: Pool,
    private readonly uses: { readonly settings: ClientConfig; readonly onError: (error: Error) => void },
  ) {}

  /** Resolves when other processes see the worker as alive. */
  async announce(id: string): Promise<void> {
    this.ids.add(id);
    await lock(await this.connected(), id);
  }

  /** Other processes then see the worker as dead. If the session is lost, the server has released the lock already. */
  async withdraw(id: string): Promise<void> {
    this.ids.delete(id);
    await this.session
      ?.then((client) => client.query(`select pg_advisory_unlock(${lockKey('$1::text')})`, [id]))
      .catch(() => {});
  }

  /** Returns the jobs of dead workers to the queue. Returns how many workers were dead. */
  async releaseDead(): Promise<number> {
    return (
      (await attempt('releasing the locks of dead workers', () => run<{ dead: number }>(this.pool, RELEASE, [])))[0]
        ?.dead ?? 0
    );
  }

  /** Other processes may then take the jobs that this one still has locked. */
  async close(): Promise<void> {
    this.closing.abort();
    await (await this.session?.catch(() => undefined))?.end();
  }

  private connected(): Promise<Client> {
    return (this.session ??= this.begin());
  }

  private begin(): Promise<Client> {
    const session = this.open();
    session.then(
      (client) => client.once('end', () => void this.reopen(session)),
      () => this.forget(session),
    );
    return session;
  }

  /** Opens a connection with the locks of all workers of this process. */
  private async open(): Promise<Client> {
    const client = await connect({ ...this.uses.settings, options: DETECTS_SILENCE });
    try {
      for (const id of this.ids) await lock(client, id);
      return client;
    } catch (error) {
      void client.end().catch(() => {}); // Its locks would block the next session.
      throw error;
    }
  }

  private async reopen(ended: Promise<Client>): Promise<void> {
    if (!this.forget(ended)) return;
    while (!this.closing.signal.aborted) {
      try {
        await this.connected();
        return;
      } catch (error) {
        this.uses.onError(error as Error);
        await sleep(RETRY_MS, undefined, { signal: this.closing.signal }).catch(() => {});
      }
    }
  }

  /** Returns whether it was the current session. */
  private forget(session: Promise<Client>): boolean {
    if (this.session !== session) return false;
    this.session = undefined;
    return true;
  }
}

/** Locks before it inserts: a worker that is listed without a lock is dead. */
async function lock(client: Client, id: string): Promise<void> {
  await attempt('announcing a worker', async () => {
    await client.query(`select pg_advisory_lock(${lockKey('$1::text')})`, [id]);
    await client.query('insert into aml_customer.worker (id) values ($1) on conflict do nothing', [id]);
  });
}
