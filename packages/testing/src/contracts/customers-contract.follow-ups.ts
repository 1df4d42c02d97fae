import { expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import type { CustomersUnderTest } from './customers-under-test.js';

/** What an accepted message asks for is queued with it, and nothing with a refused one. */
export function queueing(used: () => CustomersUnderTest): void {
  test.each<[string, boolean, string[]]>([
    ['an assessment', true, []],
    ['screenings, in their order', false, ['PEP', 'SANCTIONS', 'ADVERSE_MEDIA']],
    ['the assessment first, then screenings', true, ['SANCTIONS', 'PEP']],
    ['nothing', false, []],
  ])('%s', async (what, assessment, screenings) => {
    await used().customers.store(
      toCreate({ number: `follow ${what}`, extId: `follow ${what}`, follow: { assessment, screenings } }),
      '{}',
    );
    expect(await used().followUps.queuedBy(`follow ${what}`)).toEqual([
      ...(assessment ? [{ kind: 'assessment' }] : []),
      ...screenings.map((process) => ({ kind: 'screening', process })),
    ]);
  });

  test('each message has its own', async () => {
    await used().customers.store(toCreate({ number: 'own-1', extId: 'own', follow: { screenings: ['PEP'] } }), '{}');
    await used().customers.store(toUpdate({ number: 'own-2', extId: 'own', follow: { assessment: true } }), '{}');
    expect(await used().followUps.queuedBy('own-1')).toEqual([{ kind: 'screening', process: 'PEP' }]);
    expect(await used().followUps.queuedBy('own-2')).toEqual([{ kind: 'assessment' }]);
  });

  test('nothing for a message that was refused, or never came', async () => {
    const follow = { assessment: true, screenings: ['PEP'] };
    await used().customers.store(toCreate({ number: 'idle-1', extId: 'idle' }), '{}');
    expect(await used().customers.store(toCreate({ number: 'idle-2', extId: 'idle', follow }), '{}')).toBe(
      'customer-exists',
    );
    expect(await used().customers.store(toUpdate({ number: 'idle-3', extId: 'nobody idle', follow }), '{}')).toBe(
      'customer-missing',
    );
    expect(await used().customers.store(toUpdate({ number: 'idle-1', extId: 'idle', follow }), '{}')).toBe(
      'number-taken',
    );
    for (const number of ['idle-1', 'idle-2', 'idle-3', 'idle-4'])
      expect(await used().followUps.queuedBy(number)).toEqual([]);
  });
}
