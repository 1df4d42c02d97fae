import type {
  Page,
  ConfigurationAction,
  ConfigurationArea,
  ConfigurationChange,
  ConfigurationLog,
} from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from '../database/database.js';
import { bigintOf, ms } from '../database/row-values.js';
import { attempt } from '../database/storage-failure.js';

/**
 * The part of a statement that records a change together with it: one row for each row of `from`, the common table
 * expression that makes the change. Changes take turns, so that they are committed in the order of their ids and a
 * reader by cursor misses none. `key` and `changedBy` are SQL expressions.
 */
export const recorded = (
  area: ConfigurationArea,
  action: ConfigurationAction,
  { from, key, changedBy }: { readonly from: string; readonly key: string; readonly changedBy: string },
): string => `
  insert into aml_customer.configuration_change (area, key, action, changed_by)
  select '${area}', ${key}, '${action}', ${changedBy}
  from ${from}
  cross join pg_advisory_xact_lock(hashtextextended('aml_customer configuration', 0)) as turn`;

interface ChangeRow extends Omit<ConfigurationChange, 'changedAt'> {
  readonly id: string;
  readonly changedAt: number;
}

const CHANGES = {
  name: 'aml-configuration-changes',
  text: `
    select id::text, area, key, action, changed_by as "changedBy", ${ms('changed_at')} as "changedAt"
    from aml_customer.configuration_change as change
    where ($1::text is null or change.area = $1) and change.id > $2::bigint
    order by change.id
    limit $3`,
};
const EXISTS = {
  name: 'aml-configuration-change-exists',
  text: 'select id from aml_customer.configuration_change where id = $1::bigint',
};

/** The record of changes in PostgreSQL (port: ConfigurationLog). Methods reject with a StorageFailure. */
export class PostgresConfigurationLog implements ConfigurationLog {
  constructor(private readonly pool: Pool) {}

  /** The cursor is the id of a change. */
  async changes(
    area: ConfigurationArea | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<Page<ConfigurationChange> | undefined> {
    return attempt('listing changes of the configuration', async () => {
      if (after !== undefined && (await run(this.pool, EXISTS, [bigintOf(after)])).length === 0) return undefined;
      const rows = await run<ChangeRow>(this.pool, CHANGES, [area ?? null, after ?? '0', limit]);
      const cursor = rows.at(-1)?.id ?? after;
      return { items: rows.map(changeOf), ...(cursor !== undefined && { cursor }) };
    });
  }
}

const changeOf = ({ id: _, changedAt, ...change }: ChangeRow): ConfigurationChange => ({
  ...change,
  changedAt: new Date(changedAt),
});
