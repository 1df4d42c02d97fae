import type { Page } from '../page.js';

/** The parts of the configuration whose changes are recorded. */
export const CONFIGURATION_AREAS = ['risk-model', 'classifier', 'callback-receiver'] as const;
export type ConfigurationArea = (typeof CONFIGURATION_AREAS)[number];

/** ADDED and ACTIVATED concern risk models; RETIRED codes of classifiers; REMOVED receivers. */
export type ConfigurationAction = 'ADDED' | 'ACTIVATED' | 'PUT' | 'RETIRED' | 'REMOVED';

/** Who changed what in the configuration. It is written in the transaction of the change, and never changed. */
export interface ConfigurationChange {
  readonly area: ConfigurationArea;
  /** Id and version of a model, classifier and code, or the requester of a receiver. */
  readonly key: readonly string[];
  readonly action: ConfigurationAction;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** The record of changes to the configuration. The adapters of the changed parts write it. */
export interface ConfigurationLog {
  /** The changes after the cursor of an earlier page, oldest first; undefined if it is no cursor. */
  changes(
    area: ConfigurationArea | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<Page<ConfigurationChange> | undefined>;
}

/** The name that is recorded for changes that the service makes at its first start. */
export const FIRST_START = 'first start';
