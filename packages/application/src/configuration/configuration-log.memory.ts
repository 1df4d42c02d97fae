import { pageAfter } from '../memory/page-after.js';
import type { ConfigurationArea, ConfigurationChange, ConfigurationLog } from './ports.js';

/** The record of changes in memory, for tests and for programs that need no database. */
export class MemoryConfigurationLog implements ConfigurationLog {
  private readonly recorded: ConfigurationChange[] = [];

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** Records a change that the caller has just made. */
  record(change: Omit<ConfigurationChange, 'changedAt'>): void {
    this.recorded.push({ ...change, changedAt: this.now() });
  }

  async changes(area: ConfigurationArea | undefined, after: string | undefined, limit: number) {
    const rows = this.recorded
      .map((change, i) => ({ change, sequence: i + 1 }))
      .filter(({ change }) => area === undefined || change.area === area);
    const page = pageAfter(rows, {
      after,
      limit,
      last: this.recorded.length,
      sequenceOf: ({ sequence }) => sequence,
    });
    return page && { ...page, items: page.items.map(({ change }) => change) };
  }
}
