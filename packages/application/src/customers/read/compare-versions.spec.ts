import { examples } from '@aml-customer/domain';
import { expect, test } from '@jest/globals';
import type { CustomerVersion } from '../ports.js';
import { compareVersions } from './compare-versions.js';

const message = examples[0]?.body ?? {};
const aVersion = (version: number, values: object = {}, more: Partial<CustomerVersion> = {}): CustomerVersion => ({
  customerExtId: 'C',
  version,
  customerStatus: 'PENDING',
  riskLevel: 'NONE',
  title: 'Jonas Rimvydas',
  communicationNumber: `N-${version}`,
  body: JSON.stringify({ ...message, communicationNumber: `N-${version}`, ...values }),
  cause: 'MESSAGE',
  createdAt: new Date(0),
  updatedAt: new Date(version),
  ...more,
});
const changesOf = async (before: CustomerVersion | undefined, ...versions: readonly CustomerVersion[]) =>
  (await compareVersions(before, versions)).map(({ changes }) => changes);

test('the first version has no changes', async () => {
  expect(await changesOf(undefined, aVersion(1))).toEqual([[]]);
});

test('a message changes the profile, and what is derived from it', async () => {
  const second = aVersion(2, { lastName: 'Kalnas', isPEP: true, citizenshipCountry: null }, { title: 'Jonas Kalnas' });
  expect(await changesOf(aVersion(1), second)).toEqual([
    [
      { pointer: '/title', before: 'Jonas Rimvydas', after: 'Jonas Kalnas' },
      { pointer: '/profile/lastName', before: 'Rimvydas', after: 'Kalnas' },
      { pointer: '/profile/citizenshipCountry', before: 'LT' },
      { pointer: '/profile/isPEP', after: true },
    ],
  ]);
});

test('an assessment changes status and level, and not the profile', async () => {
  const [first, second] = [aVersion(1), aVersion(2)];
  const assessed = { ...first, version: 2, cause: 'ASSESSMENT', customerStatus: 'ACTIVE', riskLevel: 'LOW' } as const;
  expect(await changesOf(undefined, first, assessed, { ...second, version: 3 })).toEqual([
    [],
    [
      { pointer: '/customerStatus', before: 'PENDING', after: 'ACTIVE' },
      { pointer: '/riskLevel', before: 'NONE', after: 'LOW' },
    ],
    [
      { pointer: '/customerStatus', before: 'ACTIVE', after: 'PENDING' },
      { pointer: '/riskLevel', before: 'LOW', after: 'NONE' },
    ],
  ]);
});

test('a list in which much changed is one change', async () => {
  const addresses = (city: string) =>
    Array.from({ length: 101 }, (_, n) => ({ addressDetails: `${city} ${n}`, country: 'LT', addressType: 'HOME' }));
  const [before, after] = [addresses('Kaunas'), addresses('Vilnius')];
  expect(await changesOf(aVersion(1, { listAddress: before }), aVersion(2, { listAddress: after }))).toEqual([
    [{ pointer: '/profile/listAddress', before, after }],
  ]);
  after.splice(1, 100, ...before.slice(1));
  expect(await changesOf(aVersion(1, { listAddress: before }), aVersion(2, { listAddress: after }))).toEqual([
    [{ pointer: '/profile/listAddress/0/addressDetails', before: 'Kaunas 0', after: 'Vilnius 0' }],
  ]);
});

test('other work goes on between the versions', async () => {
  let [turns, isOver] = [0, false];
  const turning = () => void (!isOver && setImmediate(() => (turns++, turning())));
  turning();
  await compareVersions(aVersion(1), [aVersion(2), aVersion(3), aVersion(4)]);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(3);
});
