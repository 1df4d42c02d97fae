import type { NewModel, RiskModels, StoredModel } from '@aml-customer/application';
import type { ClientConfig, Pool } from 'pg';
import { recorded } from '../configuration/configuration-log.postgres.js';
import { ChangeListener } from '../database/change-listener.js';
import { keyOf, run } from '../database/database.js';
import { ms } from '../database/row-values.js';
import { singleFlight } from '../database/single-flight.js';
import { attempt } from '../database/storage-failure.js';

interface SummaryRow extends Pick<StoredModel, 'id' | 'version' | 'hash' | 'active'> {
  readonly addedAt: number;
  readonly activatedBy: string | null;
  readonly activatedAt: number | null;
}

interface ModelRow extends SummaryRow {
  readonly data: string;
}

const CHANNEL = 'aml_customer_risk_models';

const SUMMARY = `m.id, m.version, m.hash, ${ms('m.added_at')} as "addedAt", a.only_one is not null as active,
  activation.changed_by as "activatedBy", ${ms('activation.changed_at')} as "activatedAt"`;
const FROM = `
  from aml_customer.risk_model m
  left join aml_customer.active_risk_model a on (a.id, a.version) = (m.id, m.version)
  left join lateral (
    select changed_by, changed_at
    from aml_customer.configuration_change
    where area = 'risk-model' and key = array[m.id, m.version] and action = 'ACTIVATED'
    order by configuration_change.id desc
    limit 1
  ) as activation on true`;

const LIST = { name: 'aml-risk-models', text: `select ${SUMMARY} ${FROM} order by m.place desc` };
const FIND = { name: 'aml-risk-model', text: `select ${SUMMARY}, m.data ${FROM} where m.id = $1 and m.version = $2` };
const ACTIVE = { name: 'aml-active-risk-model', text: `select ${SUMMARY}, m.data ${FROM} where a.only_one` };
const ADD = {
  name: 'aml-add-risk-model',
  text: `
    with added as (
      insert into aml_customer.risk_model (id, version, hash, data)
      values ($1, $2, $3, $4)
      on conflict do nothing
      returning id, version
    )
    ${recorded('risk-model', 'ADDED', { from: 'added', key: 'array[id, version]', changedBy: '$5::text' })}
    returning id`,
};
const ACTIVATE = {
  name: 'aml-activate-risk-model',
  text: `
    with activated as (
      insert into aml_customer.active_risk_model (id, version)
      select id, version from aml_customer.risk_model where id = $1 and version = $2
      on conflict (only_one) do update set (id, version) = (excluded.id, excluded.version)
      returning id, version
    )
    ${recorded('risk-model', 'ACTIVATED', { from: 'activated', key: 'array[id, version]', changedBy: '$3::text' })}
    returning id`,
};

/**
 * Risk models in PostgreSQL (port: RiskModels). The active model stays in memory after it was first read; a trigger
 * notifies every instance when it changes. Methods reject with a StorageFailure.
 */
export class PostgresRiskModels implements RiskModels {
  private readonly listener: ChangeListener;
  private started: Promise<void> | undefined;
  private current: StoredModel | undefined;
  private readonly refresh = singleFlight(() => this.read());

  constructor(
    private readonly pool: Pool,
    { settings, onError }: { readonly settings: ClientConfig; readonly onError: (error: Error) => void },
  ) {
    this.listener = new ChangeListener({ settings, channel: CHANNEL, onChange: () => this.refresh(), onError });
  }

  async list(): Promise<readonly Omit<StoredModel, 'data'>[]> {
    return (await attempt('reading risk models', () => run<SummaryRow>(this.pool, LIST, []))).map(summaryOf);
  }

  async find(id: string, version: string): Promise<StoredModel | undefined> {
    return (
      await attempt('reading a risk model', () => run<ModelRow>(this.pool, FIND, [keyOf(id), keyOf(version)]))
    ).map(modelOf)[0];
  }

  async active(): Promise<StoredModel> {
    this.started ??= this.listener.start();
    await this.started.catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    if (!this.current) throw new Error('No risk model is active');
    return this.current;
  }

  /** Undefined until `active` was called once. */
  activeNow(): StoredModel | undefined {
    return this.current;
  }

  async add({ id, version, hash, data }: NewModel, changedBy: string): Promise<'added' | 'there' | 'conflict'> {
    const added = await attempt('adding a risk model', () =>
      run(this.pool, ADD, [id, version, hash, JSON.stringify(data), changedBy]),
    );
    if (added.length > 0) return 'added';
    return (await this.find(id, version))?.hash === hash ? 'there' : 'conflict';
  }

  async activate(id: string, version: string, changedBy: string): Promise<boolean> {
    const activated = await attempt('activating a risk model', () =>
      run(this.pool, ACTIVATE, [keyOf(id), keyOf(version), changedBy]),
    );
    if (this.started) await this.refresh();
    return activated.length > 0;
  }

  async close(): Promise<void> {
    await this.started?.catch(() => {});
    await this.listener.close();
  }

  private async read(): Promise<void> {
    const [row] = await attempt('reading the active risk model', () => run<ModelRow>(this.pool, ACTIVE, []));
    this.current = row && modelOf(row);
  }
}

const summaryOf = ({
  id,
  version,
  hash,
  active,
  addedAt,
  activatedBy: by,
  activatedAt: at,
}: SummaryRow): Omit<StoredModel, 'data'> => ({
  id,
  version,
  hash,
  active,
  addedAt: new Date(addedAt),
  ...(by !== null && at !== null && { activation: { by, at: new Date(at) } }),
});
const modelOf = (row: ModelRow): StoredModel => ({ ...summaryOf(row), data: JSON.parse(row.data) as unknown });
