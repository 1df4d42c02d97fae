import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientConfig, Pool } from 'pg';
import { connect } from '../database/connection.js';
import { run } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

const RETRY_MS = 250;

/** The server ends the session of a machine that fell silent after some 30 s, and with it the locks. */
const NOTICES_SILENCE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4';

const LOCK_KEY = `hashtextextended('aml_customer worker ' || $1::text, 0)`;

// Whoever gets the lock of a worker proves that nobody holds it. Workers that never announced themselves are left
// alone.
const RELEASE = {
  name: 'aml-release-dead-workers',
  text: `
    with dead as (
      delete from aml_customer.worker where pg_try_advisory_xact_lock(${LOCK_KEY.replace('$1::text', 'id')}) returning id
    )
    select count(*)::int as dead, graphile_worker.force_unlock_workers(array_agg(id))::text from dead`,
};

/**
 * Tells live workers from dead ones: a worker announces the id that its jobs are locked by (graphile-worker's
 * `workerPool.id`), which takes a session lock that the server gives back when the process ends, however it ends.
 */
export class WorkerPresence {
  private readonly ids = new Set<string>();
  private session: Promise<Client> | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly pool: Pool,
    private readonly uses: { readonly settings: ClientConfig; readonly onError: (error: Error) => void },
  ) {}

  /** Resolves when others see the worker alive. */
  async announce(id: string): Promise<void> {
    this.ids.add(id);
    await hold(await this.connected(), id);
  }

  /** From now on others see the worker gone. A session that is lost has given the lock back by itself. */
  async withdraw(id: string): Promise<void> {
    this.ids.delete(id);
    await this.session?.then((client) => client.query(`select pg_advisory_unlock(${LOCK_KEY})`, [id])).catch(() => {});
  }

  /** Gives the jobs of workers that are gone back to the queue, and touches no live one; how many were gone. */
  async releaseDead(): Promise<number> {
    return (
      (await attempt('releasing the locks of dead workers', () => run<{ dead: number }>(this.pool, RELEASE, [])))[0]
        ?.dead ?? 0
    );
  }

  /** The jobs of this process that are still locked are anybody's from now on. */
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

  /** A connection that holds the lock of each worker of this process, or none. */
  private async open(): Promise<Client> {
    const client = await connect({ ...this.uses.settings, options: NOTICES_SILENCE });
    try {
      for (const id of this.ids) await hold(client, id);
      return client;
    } catch (error) {
      void client.end().catch(() => {}); // Its locks would keep those of the next one waiting.
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

  /** Whether it was the current session. */
  private forget(session: Promise<Client>): boolean {
    if (this.session !== session) return false;
    this.session = undefined;
    return true;
  }
}

/** The lock comes first: a worker that is known and not locked is dead. */
async function hold(client: Client, id: string): Promise<void> {
  await attempt('announcing a worker', async () => {
    await client.query(`select pg_advisory_lock(${LOCK_KEY})`, [id]);
    await client.query('insert into aml_customer.worker (id) values ($1) on conflict do nothing', [id]);
  });
}
