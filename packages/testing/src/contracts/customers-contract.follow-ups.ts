import { expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import type { CustomersUnderTest } from './customers-under-test.js';

/** The follow-ups of an accepted message are queued with it, and nothing with a refused one. */
export function queueing(adapter: () => CustomersUnderTest): void {
  test.each<[string, boolean, string[]]>([
    ['an assessment', true, []],
    ['screenings, in their order', false, ['PEP', 'SANCTIONS', 'ADVERSE_MEDIA']],
    ['the assessment first, then screenings', true, ['SANCTIONS', 'PEP']],
    ['nothing', false, []],
  ])('%s', async (name, assessment, screenings) => {
    await adapter().customers.store(
      toCreate({ number: `follow ${name}`, extId: `follow ${name}`, follow: { assessment, screenings } }),
      '{}',
    );
    expect(await adapter().followUps.queuedBy(`follow ${name}`)).toEqual([
      ...(assessment ? [{ kind: 'assessment' }] : []),
      ...screenings.map((process) => ({ kind: 'screening', process })),
    ]);
  });

  test('each message has its own follow-ups', async () => {
    await adapter().customers.store(toCreate({ number: 'own-1', extId: 'own', follow: { screenings: ['PEP'] } }), '{}');
    await adapter().customers.store(toUpdate({ number: 'own-2', extId: 'own', follow: { assessment: true } }), '{}');
    expect(await adapter().followUps.queuedBy('own-1')).toEqual([{ kind: 'screening', process: 'PEP' }]);
    expect(await adapter().followUps.queuedBy('own-2')).toEqual([{ kind: 'assessment' }]);
  });

  test('a requested screening is outstanding, once per process, from its first request', async () => {
    const { customers } = adapter();
    await customers.store(
      toCreate({ number: 'wait-1', extId: 'wait', follow: { screenings: ['PEP', 'SANCTIONS'] } }),
      '{}',
    );
    await customers.store(
      toUpdate({ number: 'wait-2', extId: 'wait', follow: { assessment: true, screenings: ['ADVERSE_MEDIA', 'PEP'] } }),
      '{}',
    );
    await customers.store(toUpdate({ number: 'wait-3', extId: 'wait' }), '{}');
    const [first, second] = (await customers.versions('wait')) ?? [];
    expect(await customers.outstandingScreenings('wait')).toEqual([
      { process: 'PEP', state: 'QUEUED', requestedAt: first?.createdAt },
      { process: 'SANCTIONS', state: 'QUEUED', requestedAt: first?.createdAt },
      { process: 'ADVERSE_MEDIA', state: 'QUEUED', requestedAt: second?.createdAt },
    ]);
  });

  test('nothing is outstanding for a customer without requests, or a missing one', async () => {
    await adapter().customers.store(toCreate({ number: 'calm-1', extId: 'calm' }), '{}');
    for (const extId of ['calm', 'nobody calm', 'calm\0', '\ud800'])
      expect(await adapter().customers.outstandingScreenings(extId)).toEqual([]);
  });

  test('nothing for a message that was refused or never sent', async () => {
    const follow = { assessment: true, screenings: ['PEP'] };
    await adapter().customers.store(toCreate({ number: 'idle-1', extId: 'idle' }), '{}');
    expect(await adapter().customers.store(toCreate({ number: 'idle-2', extId: 'idle', follow }), '{}')).toBe(
      'customer-exists',
    );
    expect(await adapter().customers.store(toUpdate({ number: 'idle-3', extId: 'nobody idle', follow }), '{}')).toBe(
      'customer-missing',
    );
    expect(await adapter().customers.store(toUpdate({ number: 'idle-1', extId: 'idle', follow }), '{}')).toBe(
      'number-taken',
    );
    for (const number of ['idle-1', 'idle-2', 'idle-3', 'idle-4'])
      expect(await adapter().followUps.queuedBy(number)).toEqual([]);
  });
}
