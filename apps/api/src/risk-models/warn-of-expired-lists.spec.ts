import { expect, test } from '@jest/globals';
import { createLog } from '../log/log.js';
import { warnOfExpiredLists } from './warn-of-expired-lists.js';

const list = { list: 'eu-tax', title: 'EU tax list', date: '2026-02-17', validUntil: '2026-10-31', expired: true };

test('expired country lists are logged as warnings, valid ones are not', async () => {
  const logged: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) });
  await warnOfExpiredLists({ activeLists: async () => [list, { ...list, list: 'other', expired: false }] }, log);
  expect(logged).toMatchObject([
    {
      level: 'warn',
      list: 'eu-tax',
      date: '2026-02-17',
      validUntil: '2026-10-31',
      msg: 'The country list "EU tax list" of the active risk model is past its validity: add a newer one with npm run models -- lists FILE',
    },
  ]);
});
