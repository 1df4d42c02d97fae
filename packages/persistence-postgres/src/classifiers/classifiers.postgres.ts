import {
  classifierCodes,
  type ClassifierCodes,
  type ClassifierEntry,
  type Classifiers,
} from '@aml-customer/application';
import type { ClassifierName } from '@aml-customer/domain';
import type { ClientConfig, Pool } from 'pg';
import { recorded } from '../configuration/configuration-log.postgres.js';
import { ChangeListener } from '../database/change-listener.js';
import { keyOf, run, type Tables } from '../database/database.js';
import { singleFlight } from '../database/single-flight.js';
import { attempt } from '../database/storage-failure.js';

const CHANNEL = 'aml_customer_classifiers';

const KEY = 'array[classifier, code]';
/** A code that is put without `lead` keeps its mark. */
const PUT = {
  name: 'aml-put-classifier-entry',
  text: `
    with put as (
      insert into aml_customer.classifier_entry as existing (classifier, code, name, lead)
      values ($1, $2, $3, coalesce($4, false))
      on conflict (classifier, code)
        do update set name = excluded.name, retired_at = null, lead = coalesce($4, existing.lead)
      returning classifier, code
    )
    ${recorded('classifier', 'PUT', { from: 'put', key: KEY, changedBy: '$5::text' })}`,
};
const RETIRE = {
  name: 'aml-retire-classifier-entry',
  text: `
    with retired as (
      update aml_customer.classifier_entry
      set retired_at = now()
      where classifier = $1 and code = $2 and retired_at is null
      returning classifier, code
    )
    ${recorded('classifier', 'RETIRED', { from: 'retired', key: KEY, changedBy: '$3::text' })}
    returning id`,
};

/**
 * Classifiers in PostgreSQL (port: Classifiers). Each instance keeps them all in memory and reloads them when a trigger
 * notifies it of a change. Methods reject with a StorageFailure.
 */
export class PostgresClassifiers implements Classifiers {
  private readonly listener: ChangeListener;
  private codes: ClassifierCodes | undefined;
  private readonly refresh = singleFlight(() => this.read());

  constructor(
    private readonly pool: Pool,
    private readonly tables: Tables,
    { settings, onError }: { readonly settings: ClientConfig; readonly onError: (error: Error) => void },
  ) {
    this.listener = new ChangeListener({ settings, channel: CHANNEL, onChange: () => this.refresh(), onError });
  }

  /**
   * Adds the starting codes that the installation has never had, and loads all codes. A code that it retired stays
   * retired.
   */
  async start(starting: readonly ClassifierEntry[]): Promise<void> {
    if (starting.length > 0) {
      await attempt('adding starting codes', () =>
        this.tables
          .insertInto('classifier_entry')
          .values(starting.map(rowOf))
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    }
    await this.listener.start();
  }

  entries(): ClassifierCodes {
    if (!this.codes) throw new Error('Classifiers are loaded by start(), which has not run.');
    return this.codes;
  }

  async put({ classifier, code, name, lead }: ClassifierEntry, changedBy: string): Promise<void> {
    await attempt('changing a classifier', () =>
      run(this.pool, PUT, [classifier, code, name, lead ?? null, changedBy]),
    );
    await this.refresh();
  }

  async retire(classifier: ClassifierName, code: string, changedBy: string): Promise<boolean> {
    const retired = await attempt('retiring a code', () =>
      run(this.pool, RETIRE, [classifier, keyOf(code), changedBy]),
    );
    await this.refresh();
    return retired.length > 0;
  }

  async close(): Promise<void> {
    await this.listener.close();
  }

  private async read(): Promise<void> {
    const rows = await attempt('reading classifiers', () =>
      this.tables
        .selectFrom('classifier_entry')
        .select(['classifier', 'code', 'name', 'lead'])
        .where('retired_at', 'is', null)
        .execute(),
    );
    this.codes = classifierCodes(rows.map(({ lead, ...entry }) => ({ ...entry, ...(lead && { lead }) })));
  }
}

const rowOf = ({ classifier, code, name, lead = false }: ClassifierEntry) => ({
  classifier,
  code,
  name,
  lead,
  retired_at: null,
});
