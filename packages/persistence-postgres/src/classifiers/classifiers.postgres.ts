import {
  classifierCodes,
  type ClassifierCodes,
  type ClassifierEntry,
  type Classifiers,
} from '@aml-customer/application';
import type { ClassifierName } from '@aml-customer/domain';
import type { ClientConfig } from 'pg';
import { ChangeListener } from '../database/change-listener.js';
import type { Tables } from '../database/database.js';
import { singleFlight } from '../database/single-flight.js';
import { attempt } from '../database/storage-failure.js';

const CHANNEL = 'aml_customer_classifiers';

/**
 * Classifiers in PostgreSQL (port: Classifiers). Each instance keeps them all in memory and reloads them when a trigger
 * notifies it of a change. Methods reject with a StorageFailure.
 */
export class PostgresClassifiers implements Classifiers {
  private readonly listener: ChangeListener;
  private codes: ClassifierCodes | undefined;
  private readonly refresh = singleFlight(() => this.read());

  constructor(
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

  async put(entry: ClassifierEntry): Promise<void> {
    const { name, lead, retired_at } = rowOf(entry);
    await attempt('changing a classifier', () =>
      this.tables
        .insertInto('classifier_entry')
        .values(rowOf(entry))
        .onConflict((conflict) =>
          conflict
            .columns(['classifier', 'code'])
            .doUpdateSet({ name, retired_at, ...(entry.lead !== undefined && { lead }) }),
        )
        .execute(),
    );
    await this.refresh();
  }

  async retire(classifier: ClassifierName, code: string): Promise<boolean> {
    const { numUpdatedRows } = await attempt('retiring a code', () =>
      this.tables
        .updateTable('classifier_entry')
        .set((expression) => ({ retired_at: expression.fn<Date>('now') }))
        .where('classifier', '=', classifier)
        .where('code', '=', code)
        .where('retired_at', 'is', null)
        .executeTakeFirstOrThrow(),
    );
    await this.refresh();
    return numUpdatedRows > 0n;
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
