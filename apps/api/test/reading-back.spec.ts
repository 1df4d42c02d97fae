import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { startService, temporaryFolder, type RunningService } from '../src/testing/service.js';

jest.setTimeout(120_000);

describe('reading back from PostgreSQL', () => {
  const folder = temporaryFolder();
  let service: RunningService;
  const { send, customer } = callsOf(() => service.port);
  beforeAll(async () => {
    service = await startService({ DATA_DIR: `${folder.path}/data` });
  });
  afterAll(async () => {
    service.signal('SIGKILL');
    await service.ended;
    folder.remove();
  });

  test('a requested screening is shown until it has run, also after a message that requests none', async () => {
    const id = 'screened';
    await send(
      evaluation({ communicationNumber: 's1', customerExtId: id, initializeScreeningProcesses: ['SANCTIONS', 'PEP'] }),
    );
    const { createdAt } = await customer(id);
    await send(evaluation({ communicationNumber: 's2', customerExtId: id, action: 'UPDATE' }));
    expect(await customer(id)).toMatchObject({
      communicationNumber: 's2',
      screenings: ['SANCTIONS', 'PEP'].map((process) => ({ process, state: 'QUEUED', requestedAt: createdAt })),
    });
  });
});
