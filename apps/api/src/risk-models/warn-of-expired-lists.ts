import type { ManageModels } from '@aml-customer/application';
import type { Logger } from 'pino';

/** Logs each country list of the active risk model that is past its validity, since assessments still use it. */
export async function warnOfExpiredLists(models: Pick<ManageModels, 'activeLists'>, log: Logger): Promise<void> {
  for (const { list, title, date, validUntil, expired } of await models.activeLists())
    if (expired)
      log.warn(
        { list, date, validUntil },
        `The country list "${title}" of the active risk model is past its validity: ` +
          'add a newer one with npm run models -- lists FILE',
      );
}
