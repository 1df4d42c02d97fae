import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CountryListView } from '@aml-customer/application';
import { createLog } from '../log/log.js';
import { ExpiredListWarnings } from './expired-list-warnings.js';

const list = { list: 'eu-tax', title: 'EU tax list', date: '2026-02-17', validUntil: '2026-10-31', expired: true };
const at = (time: string) => new Date(`2026-11-${time}Z`);

describe('warnings of expired country lists', () => {
  let logged: Record<string, unknown>[];
  let activeLists: () => Promise<readonly CountryListView[]>;
  let warnings: ExpiredListWarnings;
  beforeEach(() => {
    logged = [];
    const log = createLog('debug', { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) });
    activeLists = async () => [list, { ...list, list: 'eu-high-risk', expired: false }];
    warnings = new ExpiredListWarnings({ activeLists: () => activeLists() }, log);
  });

  test('name each expired list, and no valid one', async () => {
    await warnings.start(at('01T10:00:00'));
    expect(logged).toMatchObject([
      {
        level: 'warn',
        lists: [{ list: 'eu-tax', date: '2026-02-17', validUntil: '2026-10-31' }],
        msg: 'Country lists of the active risk model are past their validity: add newer ones with npm run models -- lists FILE',
      },
    ]);
  });

  test('are repeated once a day, but not before the start', async () => {
    await warnings.repeat(at('01T09:00:00'));
    expect(logged).toEqual([]);
    await warnings.start(at('01T10:00:00'));
    await warnings.repeat(at('02T09:59:59'));
    expect(logged).toHaveLength(1);
    await warnings.repeat(at('02T10:00:00'));
    expect(logged).toHaveLength(2);
  });

  test('are not logged while all lists are valid', async () => {
    activeLists = async () => [{ ...list, expired: false }];
    await warnings.start(at('01T10:00:00'));
    expect(logged).toEqual([]);
  });

  test('do not stop the start if the lists cannot be read', async () => {
    activeLists = () => Promise.reject(new Error('The database is down'));
    await warnings.start(at('01T10:00:00'));
    expect(logged).toMatchObject([{ level: 'error' }]);
    await expect(warnings.repeat(at('01T10:00:15'))).rejects.toThrow('The database is down');
  });
});
