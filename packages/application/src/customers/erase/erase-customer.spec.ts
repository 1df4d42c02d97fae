import { createHash } from 'node:crypto';
import { examples } from '@aml-customer/domain';
import { expect, test } from '@jest/globals';
import { MemoryInstallation } from '../../memory/memory-installation.js';
import { CreateOrUpdateCustomer } from '../register/create-or-update-customer.js';
import { EraseCustomer } from './erase-customer.js';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** An installation with the customers `erased` and `kept`, both waiting for their assessment. */
async function setUp() {
  const installation = new MemoryInstallation({
    now: () => NOW,
    classifiers: [
      { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
      { classifier: 'country', code: 'LT', name: 'Lithuania' },
    ],
  });
  const register = new CreateOrUpdateCustomer({
    ...installation,
    screeningProcesses: ['PEP'],
    unknownFields: 'ignore',
  });
  const send = (customerExtId: string, communicationNumber: string, action = 'CREATE') => {
    const value = {
      ...examples[0]?.body,
      ...{ customerExtId, communicationNumber, action, sourceOfRiskLevel: 'EVALUATE', screeningLists: ['PEP'] },
    };
    return register.handle({ text: JSON.stringify(value), value });
  };
  for (const extId of ['erased', 'kept']) {
    await send(extId, `${extId} 1`);
    await send(extId, `${extId} 2`, 'UPDATE');
  }
  return { installation, send, erase: new EraseCustomer({ ...installation, sha256 }) };
}

test('erasing removes everything of the customer and nothing of others', async () => {
  const { installation, erase } = await setUp();
  expect(await erase.erase('erased', 'Rūta')).toEqual({
    customerHash: sha256('erased'),
    erasedBy: 'Rūta',
    erasedAt: NOW,
    removed: { versions: 2, messages: 2, assessments: 2, decisions: 0, screenings: 2, events: 1 },
  });
  const { customers, assessments, eventLog } = installation;
  expect(await customers.versions('erased')).toBeUndefined();
  expect(await assessments.ofCustomer('erased')).toBeUndefined();
  expect(await eventLog.causedBy('erased 1')).toEqual([]);
  expect(await customers.versions('kept')).toHaveLength(2);
  expect(await assessments.ofCustomer('kept')).toHaveLength(2);
  expect(await eventLog.causedBy('kept 1')).toHaveLength(1);
});

test('the erasure can be proved by the identifier and does not contain it', async () => {
  const { erase } = await setUp();
  const erasure = await erase.erase('erased', 'Rūta');
  expect(await erase.erasuresOf('erased')).toEqual([erasure]);
  expect(await erase.erasuresOf('kept')).toEqual([]);
  expect(JSON.stringify(erasure)).not.toContain('erased"');
});

test('a missing customer is not erased, and nothing is recorded', async () => {
  const { erase } = await setUp();
  expect(await erase.erase('nobody', 'Rūta')).toBeUndefined();
  expect(await erase.erasuresOf('nobody')).toEqual([]);
});

test('the identifier and the numbers can be used again', async () => {
  const { erase, send } = await setUp();
  await erase.erase('erased', 'Rūta');
  expect(await send('erased', 'erased 1')).toMatchObject({ kind: 'accepted', replayed: false });
});
