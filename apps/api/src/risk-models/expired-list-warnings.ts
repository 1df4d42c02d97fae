import type { ManageModels } from '@aml-customer/application';
import type { Logger } from 'pino';
import { atMostEvery } from '../worker/schedule.js';

const DAY_MS = 24 * 3_600_000;

/**
 * Logs the country lists of the active risk model that are past their validity, once a day: assessments still use them.
 */
export class ExpiredListWarnings {
  private started = false;
  private readonly warnDaily: (now: Date) => Promise<void>;

  constructor(
    models: Pick<ManageModels, 'activeLists'>,
    private readonly log: Logger,
  ) {
    this.warnDaily = atMostEvery(DAY_MS, () => warnOfExpiredLists(models, log));
  }

  /** Logs for the first time, after the lines about the start. A failure is logged and does not stop the start. */
  async start(now: Date): Promise<void> {
    this.started = true;
    await this.warnDaily(now).catch((err: unknown) =>
      this.log.error({ err }, 'The country lists of the active risk model could not be checked'),
    );
  }

  /** Logs again if a day has passed since the last time; does nothing before `start`. */
  readonly repeat = async (now: Date): Promise<void> => {
    if (this.started) await this.warnDaily(now);
  };
}

async function warnOfExpiredLists(models: Pick<ManageModels, 'activeLists'>, log: Logger): Promise<void> {
  const expired = (await models.activeLists()).filter((list) => list.expired);
  if (expired.length > 0)
    log.warn(
      { lists: expired.map(({ list, date, validUntil }) => ({ list, date, validUntil })) },
      'Country lists of the active risk model are past their validity: ' +
        'add newer ones with npm run models -- lists FILE',
    );
}
