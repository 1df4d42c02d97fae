import type { ConfigurationArea, ConfigurationChange, ConfigurationLog } from './ports.js';

/** A change; its time is ISO 8601 in UTC. */
export interface ConfigurationChangeView extends Omit<ConfigurationChange, 'changedAt'> {
  readonly changedAt: string;
}

/** Reads who changed risk models, classifiers and receivers, and when. */
export class ReadConfigurationChanges {
  constructor(private readonly uses: { readonly configurationLog: ConfigurationLog }) {}

  /** A page of the changes, oldest first; undefined if `after` is not the cursor of an earlier page. */
  async changes(
    area: ConfigurationArea | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly changes: readonly ConfigurationChangeView[]; readonly cursor?: string } | undefined> {
    const page = await this.uses.configurationLog.changes(area, after, limit);
    if (!page) return undefined;
    const { items, ...next } = page;
    return {
      changes: items.map(({ changedAt, ...change }) => ({ ...change, changedAt: changedAt.toISOString() })),
      ...next,
    };
  }
}
