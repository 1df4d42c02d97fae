import type { CallbackMode, KeptReceiver, Receiver, ReceiverStore, SecretBox } from '@aml-customer/application';
import { sameJson } from '@aml-customer/domain';
import type { Pool } from 'pg';
import { recorded } from '../configuration/configuration-log.postgres.js';
import { keyOf, run, type Prepared } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

interface ReceiverRow {
  readonly url: string;
  readonly mode: CallbackMode;
  readonly secret: string;
  readonly previous: string | null;
}

const FIND = {
  name: 'aml-find-receiver',
  text: `
    select url, mode, sealed_secret as secret, sealed_previous_secret as previous
    from aml_customer.callback_receiver
    where requester = $1`,
};
const PUT = {
  name: 'aml-put-receiver',
  text: `
    with put as (
      insert into aml_customer.callback_receiver (requester, url, mode, sealed_secret, sealed_previous_secret)
      values ($1, $2, $3, $4, $5)
      on conflict (requester) do update set
        url = excluded.url,
        mode = excluded.mode,
        sealed_secret = excluded.sealed_secret,
        sealed_previous_secret = excluded.sealed_previous_secret,
        changed_at = now()
      returning requester
    )
    ${recorded('callback-receiver', 'PUT', { from: 'put', key: 'array[requester]', changedBy: '$6::text' })}`,
};
const REMOVE = {
  name: 'aml-remove-receiver',
  text: `
    with removed as (
      delete from aml_customer.callback_receiver where requester = $1 returning requester
    )
    ${recorded('callback-receiver', 'REMOVED', { from: 'removed', key: 'array[requester]', changedBy: '$2::text' })}
    returning id`,
};
/** Changes of one receiver take turns. */
const LOCK = {
  name: 'aml-receiver-turn',
  text: `select pg_advisory_xact_lock(hashtextextended('aml_customer receiver ' || $1::text, 0))::text`,
};

/** Callback receivers by requester, in PostgreSQL (port: ReceiverStore). Methods reject with a StorageFailure. */
export class PostgresReceivers implements ReceiverStore {
  constructor(
    private readonly pool: Pool,
    private readonly box: SecretBox,
  ) {}

  async find(requester: string): Promise<KeptReceiver | undefined> {
    return this.opened(requester, await this.query('reading a receiver', FIND, [keyOf(requester)]));
  }

  async change(
    requester: string,
    change: (stored: KeptReceiver | undefined) => Receiver | undefined,
    changedBy: string,
  ): Promise<Receiver | undefined> {
    return inTransaction(this.pool, async (query) => {
      await query(LOCK, [requester]);
      const stored = this.opened(requester, await query(FIND, [requester]));
      const changed = change(stored);
      if (changed && !sameJson(stored, changed)) await query(PUT, [...this.valuesOf(requester, changed), changedBy]);
      return changed;
    });
  }

  async remove(requester: string, changedBy: string): Promise<boolean> {
    return (await this.query('removing a receiver', REMOVE, [keyOf(requester), changedBy])).length > 0;
  }

  private query(operation: string, statement: Prepared, values: readonly unknown[]): Promise<readonly ReceiverRow[]> {
    return attempt(operation, () => run<ReceiverRow>(this.pool, statement, values));
  }

  private opened(requester: string, [row]: readonly ReceiverRow[]): KeptReceiver | undefined {
    if (!row) return undefined;
    const { url, mode, secret, previous } = row;
    const [current, before] = [secret, previous].map((sealed) =>
      sealed === null ? undefined : this.box.open(sealed, requester),
    );
    if (current === undefined || (previous !== null && before === undefined)) return { url, mode };
    return { url, mode, secrets: before === undefined ? [current] : [current, before] };
  }

  private valuesOf(requester: string, { url, mode, secrets: [secret, previous] }: Receiver): readonly unknown[] {
    const seal = (text: string): string => this.box.seal(text, requester);
    return [requester, url, mode, seal(secret), previous === undefined ? null : seal(previous)];
  }
}

type Query = (statement: Prepared, values: readonly unknown[]) => Promise<readonly ReceiverRow[]>;

/** Rolls back and rethrows if the work throws. */
async function inTransaction<T>(pool: Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await attempt('changing a receiver', () => pool.connect());
  const query: Query = (statement, values) =>
    attempt(
      'changing a receiver',
      async () => (await client.query({ ...statement, values: [...values] })).rows as ReceiverRow[],
    );
  try {
    await query({ name: 'aml-begin', text: 'begin' }, []);
    const result = await work(query);
    await query({ name: 'aml-commit', text: 'commit' }, []);
    client.release();
    return result;
  } catch (error) {
    client.release(true); // The server rolls back the transaction of a closed connection.
    throw error;
  }
}
