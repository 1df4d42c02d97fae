import { examples, SCREENING_PROCESSES, type Intent } from '@aml-customer/domain';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { CreateOrUpdateCustomer } from '../register/create-or-update-customer.js';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { MemoryCustomers } from '../customers.memory.js';
import { MemoryStore } from '../../memory/memory-store.js';
import { MemoryInstallation } from '../../memory/memory-installation.js';
import type { CustomerVersion } from '../ports.js';
import { ReadCustomers } from './read-customers.js';

const person = examples[0]?.body ?? {};
const toEvaluate: Intent = {
  customer: { extId: 'C', entityType: 'INDIVIDUAL', status: 'PENDING', title: 'Jonas Rimvydas', flags: {} },
  message: { communicationNumber: 'N' },
  follow: { assessment: true, screenings: [] },
  hold: { communicationNumber: 'new', customer: 'absent' },
};
const { communicationNumber, customerExtId, ...profile } = person;

describe('a registered customer', () => {
  let read: ReadCustomers;

  beforeEach(async () => {
    let day = 1;
    const customers = new MemoryCustomers(new MemoryStore({ now: () => new Date(Date.UTC(2026, 2, day++, 7, 30)) }));
    const classifiers = new MemoryClassifiers([
      { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
      { classifier: 'country', code: 'LT', name: 'Lithuania' },
    ]);
    const useCase = new CreateOrUpdateCustomer({
      customers,
      classifiers,
      screeningProcesses: SCREENING_PROCESSES,
      unknownFields: 'ignore',
    });
    const update = {
      ...person,
      communicationNumber: 'N-2',
      action: 'UPDATE',
      lastName: 'Kalnas',
      riskLevel: 'HIGH',
      customerStatus: 'SUSPENDED',
      isPEP: 'false',
      screeningLists: ['PEP'],
      isPep: true,
      listAddress: [{ addressDetails: 'A', country: 'LT', streetAdress: 'B' }],
      requester: null,
    };
    for (const body of [person, update])
      expect(await useCase.handle({ text: JSON.stringify(body), value: body })).toMatchObject({ kind: 'accepted' });
    read = new ReadCustomers({ customers, activateAfter: 'assessment' });
  });

  test('is read as it is now: main field names, values as sent, without the fields of the message', async () => {
    expect(await read.current(String(customerExtId))).toEqual({
      customerExtId,
      version: 2,
      customerStatus: 'SUSPENDED',
      requestedStatus: 'SUSPENDED',
      riskLevel: 'HIGH',
      title: 'Jonas Kalnas',
      communicationNumber: 'N-2',
      cause: 'MESSAGE',
      createdAt: '2026-03-01T07:30:00.000Z',
      updatedAt: '2026-03-02T07:30:00.000Z',
      profile: {
        ...profile,
        lastName: 'Kalnas',
        riskLevel: 'HIGH',
        customerStatus: 'SUSPENDED',
        isPEP: 'false',
        initializeScreeningProcesses: ['PEP'],
        listAddress: [{ addressDetails: 'A', country: 'LT' }],
      },
      screenings: [{ process: 'PEP', state: 'QUEUED', requestedAt: '2026-03-02T07:30:00.000Z' }],
      ignoredFields: [
        { pointer: '/isPep', didYouMean: 'isPEP' },
        { pointer: '/listAddress/0/streetAdress', didYouMean: 'streetAddress' },
      ],
      ignoredFieldCount: 2,
    });
  });

  test('shows for each version that lowered the level the level before', async () => {
    const customers = new MemoryCustomers();
    const levels = ['MEDIUM', 'HIGH', 'LOW', 'LOW'] as const;
    for (const [i, riskLevel] of levels.entries())
      await customers.store(
        {
          customer: { ...toEvaluate.customer, riskLevel },
          message: { communicationNumber: `N ${i}` },
          follow: { assessment: false, screenings: [] },
          hold: { communicationNumber: 'new', customer: i === 0 ? 'absent' : 'present' },
        },
        JSON.stringify(person),
      );
    const reader = new ReadCustomers({ customers, activateAfter: 'assessment' });
    const lowered = [undefined, undefined, 'HIGH', undefined];
    expect((await reader.versions('C'))?.map(({ loweredFrom }) => loweredFrom)).toEqual(lowered);
    expect((await reader.compared('C', 0, 10))?.versions.map(({ loweredFrom }) => loweredFrom)).toEqual(lowered);
    expect(await reader.version('C', 3)).toMatchObject({ riskLevel: 'LOW', loweredFrom: 'HIGH' });
    expect(await reader.current('C')).not.toHaveProperty('loweredFrom');
  });

  test('is read as it was', async () => {
    expect(await read.version(String(customerExtId), 1)).toEqual({
      customerExtId,
      version: 1,
      customerStatus: 'ACTIVE',
      requestedStatus: 'ACTIVE',
      riskLevel: 'LOW',
      title: 'Jonas Rimvydas',
      communicationNumber,
      cause: 'MESSAGE',
      createdAt: '2026-03-01T07:30:00.000Z',
      updatedAt: '2026-03-01T07:30:00.000Z',
      profile,
    });
  });

  test('has a history, oldest version first', async () => {
    expect(await read.versions(String(customerExtId))).toEqual([
      { version: 1, communicationNumber, createdAt: '2026-03-01T07:30:00.000Z', cause: 'MESSAGE', riskLevel: 'LOW' },
      {
        version: 2,
        communicationNumber: 'N-2',
        createdAt: '2026-03-02T07:30:00.000Z',
        cause: 'MESSAGE',
        riskLevel: 'HIGH',
      },
    ]);
  });

  test('has a history with the changes of each version, in pages', async () => {
    const first = {
      version: 1,
      communicationNumber,
      createdAt: '2026-03-01T07:30:00.000Z',
      cause: 'MESSAGE',
      riskLevel: 'LOW',
    };
    const second = {
      version: 2,
      communicationNumber: 'N-2',
      createdAt: '2026-03-02T07:30:00.000Z',
      cause: 'MESSAGE',
      riskLevel: 'HIGH',
    };
    const changes = expect.arrayContaining([
      { pointer: '/customerStatus', before: 'ACTIVE', after: 'SUSPENDED' },
      { pointer: '/profile/lastName', before: 'Rimvydas', after: 'Kalnas' },
    ]);
    const id = String(customerExtId);
    expect(await read.compared(id, 0, 10)).toEqual({
      versions: [
        { ...first, changes: [] },
        { ...second, changes },
      ],
    });
    expect(await read.compared(id, 0, 1)).toEqual({ versions: [{ ...first, changes: [] }], next: 1 });
    expect(await read.compared(id, 1, 1)).toEqual({ versions: [{ ...second, changes }] });
    expect(await read.compared(id, 2, 1)).toEqual({ versions: [] });
  });

  test('has no other versions, and other customers do not exist', async () => {
    expect([
      await read.version(String(customerExtId), 3),
      await read.current('nobody'),
      await read.version('nobody', 1),
      await read.versions('nobody'),
      await read.compared('nobody', 0, 1),
      await read.compared(String(customerExtId), 3, 1),
    ]).toEqual(Array(6).fill(undefined));
  });
});

test('the status of the customer is shown beside the one that the message asked for', async () => {
  const { customers, assessments } = new MemoryInstallation();
  await customers.store(
    toEvaluate,
    JSON.stringify({ ...person, customerStatus: 'PENDING', sourceOfRiskLevel: 'EVALUATE' }),
  );
  const [assessment] = (await assessments.ofCustomer('C')) ?? [];
  await assessments.conclude(assessment?.id ?? '', {
    seen: { state: 'QUEUED' },
    assessment: { state: 'COMPLETED' },
    customer: { riskLevel: 'HIGH', status: 'REJECTED' },
    events: [],
  });
  expect(await new ReadCustomers({ customers, activateAfter: 'assessment' }).current('C')).toMatchObject({
    customerStatus: 'REJECTED',
    requestedStatus: 'PENDING',
    profile: { customerStatus: 'PENDING' },
  });
});

/** A reader of one stored body. */
function readerOf(body: string): ReadCustomers {
  const stored: CustomerVersion = {
    customerExtId: 'C',
    version: 1,
    customerStatus: 'ACTIVE',
    riskLevel: 'NONE',
    title: 'T',
    communicationNumber: 'N',
    body,
    cause: 'MESSAGE',
    createdAt: new Date(0),
    updatedAt: new Date(0),
  };
  const customers = {
    find: async () => stored,
    versions: async () => [],
    versionsAfter: async () => ({ versions: [], hasMore: false }),
    outstandingScreenings: async () => [],
  };
  return new ReadCustomers({ customers, activateAfter: 'assessment' });
}

test.each(['[]', JSON.stringify({ ...person, applicationDate: 'x' })])(
  'a stored body that cannot be read is an internal failure: %s',
  async (body) => {
    await expect(readerOf(body).current('C')).rejects.toThrow('A stored message does not read');
  },
);

test('a mandatory text of invisible characters, which earlier releases accepted, is missing', async () => {
  const view = await readerOf(JSON.stringify({ ...person, firstName: '\u200b' })).current('C');
  expect(view?.profile).toMatchObject({ lastName: 'Rimvydas' });
  expect(view?.profile).not.toHaveProperty('firstName');
});
