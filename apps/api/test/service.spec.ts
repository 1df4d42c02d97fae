import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { examples } from '@aml-customer/domain';
import { freePort } from '@aml-customer/embedded-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { posting } from '../src/testing/app.js';
import { call, rawConnection } from '../src/testing/http.js';
import { failedStart, startService, temporaryFolder, type RunningService } from '../src/testing/service.js';

jest.setTimeout(120_000);
const person = examples[0]!.body as Record<string, unknown>;
const numbered = (n: number) => posting({ ...person, communicationNumber: `n${n}`, customerExtId: `c${n}` });
const stored = (service: RunningService, n: number) => call(service.port, { path: `/amlyze-ws-rest/customer/c${n}` });

describe('the service on a separate database', () => {
  const folder = temporaryFolder();
  const environment = { DATA_DIR: `${folder.path}/data` };
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(environment);
  });
  afterAll(async () => {
    service.signal('SIGTERM'); // A killed one would leave its database a moment to write on.
    await service.ended;
    folder.remove();
  });
  /** Restarts the service after the previous process has ended. */
  const again = async () => {
    await service.ended;
    service = await startService(environment);
  };

  test('logs its version, where it listens and where its data is', async () => {
    const { version } = (await call(service.port, { path: '/health/live' })).json as { readonly version: string };
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    // Whether country lists are past their validity depends on the day.
    const lines = service.logged.filter((line) => !('lists' in line)).map(({ msg }) => msg);
    expect(lines.slice(0, 3)).toEqual([
      `AML Customer ${version} starts`,
      `AML Customer listens on http://127.0.0.1:${service.port}`,
      `Swagger UI is at http://127.0.0.1:${service.port}/swagger-ui, the data in ${environment.DATA_DIR}, kept by an embedded PostgreSQL`,
    ]);
  });

  test('accepts, is ready, and reads back', async () => {
    expect((await call(service.port, numbered(1))).status).toBe(202);
    expect((await call(service.port, { path: '/health/ready' })).status).toBe(200);
    expect((await stored(service, 1)).json).toMatchObject({ version: 1, communicationNumber: 'n1' });
  });

  test('refuses to share its data folder', async () => {
    const { code, stderr } = await failedStart(environment);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^AML Customer cannot start: DATA_DIR: The data folder \S+ is in use by process \d+\.\n$/),
    ]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'answers requests in progress at %s, however often it arrives, and exits with 0',
    async (signal) => {
      const { socket, closed, until } = rawConnection(service.port);
      const body = numbered(2).body as string;
      socket.write(
        `POST /amlyze-ws-rest/customer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      await until(/100 Continue/);
      for (const sent of [signal, signal, 'SIGTERM'] as const) service.signal(sent);
      await refused(service.port);
      socket.write(body);
      expect(await closed).toMatch(/HTTP\/1.1 202 Accepted.*\r\nConnection: close\r\n/s);
      expect(await service.ended).toEqual({ code: 0, stderr: '' });
      expect(service.logged.filter(({ level }) => level === 'error')).toEqual([]);
      await again();
      expect((await stored(service, 2)).status).toBe(200);
    },
  );

  test('loses no accepted message when it is killed', async () => {
    const answers = Array.from({ length: 60 }, (_, i) =>
      call(service.port, numbered(100 + i)).then(
        ({ status }) => (status === 202 ? 100 + i : 0),
        () => 0,
      ),
    );
    await Promise.race(answers);
    service.signal('SIGKILL');
    const accepted = (await Promise.all(answers)).filter((n) => n > 0);
    await again();
    expect(accepted.length).toBeGreaterThan(0);
    for (const n of accepted) expect([n, (await stored(service, n)).status]).toEqual([n, 200]);
  });

  test('reports the death of its database and exits with 1', async () => {
    const [postgres] = spawnSync('pgrep', ['-P', String(service.pid)])
      .stdout.toString()
      .trim()
      .split('\n');
    process.kill(Number(postgres), 'SIGKILL');
    const { code, stderr } = await service.ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^AML Customer stopped: PostgreSQL \(process \d+\) ended unexpectedly with SIGKILL\.\n$/),
    ]);
    await again();
    expect((await stored(service, 1)).status).toBe(200);
  });
});

describe('two services on one database of DATABASE_URL', () => {
  let database: TestDatabase;
  let services: readonly [RunningService, RunningService];
  beforeAll(async () => {
    database = await openTestDatabase();
    const environment = { DATABASE_URL: database.url, API_TOKEN: 'a-token-of-16-chars', WORKER: 'off' };
    services = await Promise.all([startService(environment), startService(environment)]);
  });
  afterAll(async () => {
    for (const service of services) service.signal('SIGTERM');
    expect(await Promise.all(services.map(({ ended }) => ended))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    await database.drop();
  });
  const headers = { authorization: 'Bearer a-token-of-16-chars' };

  test('do not log its address', () => {
    expect(services[0].logged.map(({ msg }) => msg)).toContainEqual(
      expect.stringMatching(/, the data in the database of DATABASE_URL$/),
    );
    expect(JSON.stringify(services[0].logged)).not.toContain(database.url);
  });

  test('accept one of many messages that create the same customer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        call(
          services[(i % 2) as 0 | 1].port,
          posting({ ...person, communicationNumber: `r${i}`, customerExtId: 'raced' }),
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const { json } of answers.filter(({ status }) => status !== 202))
      expect(json).toMatchObject({ errorCode: 'C004' });
    expect(
      (await call(services[0].port, { path: '/amlyze-ws-rest/customer/raced/versions', headers })).json,
    ).toHaveLength(1);
  });

  test('settle an event without a receiver, with no worker running', async () => {
    const sent = (communicationNumber: string, riskLevel: string, action: string) =>
      call(services[0].port, posting({ ...person, communicationNumber, customerExtId: 'quiet', riskLevel, action }));
    expect((await sent('quiet 1', 'LOW', 'CREATE')).status).toBe(202);
    expect((await sent('quiet 2', 'HIGH', 'UPDATE')).status).toBe(202);
    const { json } = await call(services[1].port, { path: '/deliveries?state=FAILED', headers });
    expect(json).toMatchObject({ deliveries: [{ subject: 'quiet', attempts: 0, lastOutcome: 'no-receiver' }] });
  });

  test('both follow a change of a classifier', async () => {
    const [here, there] = services;
    await call(here.port, {
      ...posting({ name: 'Vilnius' }, headers),
      method: 'PUT',
      path: '/classifier/businessUnit/VLN',
    });
    const known = async () => (await call(there.port, { path: '/classifier/businessUnit' })).text.includes('VLN');
    while (!(await known()));
    expect(
      (
        await call(
          there.port,
          posting({ ...person, communicationNumber: 'unit', customerExtId: 'unit', businessUnit: 'VLN' }),
        )
      ).status,
    ).toBe(202);
  });
});

describe('the service that cannot start reports why in one line', () => {
  const line = (pattern: RegExp) => ({
    code: 1,
    stderr: expect.stringMatching(new RegExp(`^AML Customer cannot start: ${pattern.source}\n$`)),
  });

  test('with an invalid setting', async () => {
    expect(await failedStart({ LOG_LEVEL: 'loud' })).toEqual(
      line(/LOG_LEVEL must be fatal, error, .* or silent, not "loud"/),
    );
  });

  test('if its data folder cannot be created or is not a folder', async () => {
    expect(await failedStart({ DATA_DIR: '/proc/aml-customer' })).toEqual(
      line(
        /DATA_DIR: The data folder \/proc\/aml-customer cannot be used \(.*\): choose a folder that this user may write\./,
      ),
    );
    expect(await failedStart({ DATA_DIR: fileURLToPath(import.meta.url) })).toEqual(
      line(/DATA_DIR: The data folder \S+ cannot be used \(.*\): choose a folder that this user may write\./),
    );
  });

  test('if its database cannot be reached', async () => {
    const { code, stderr } = await failedStart({
      DATABASE_URL: `postgres://user:a-password@127.0.0.1:${await freePort()}/aml`,
    });
    expect({ code, stderr }).toEqual(line(/PostgreSQL at 127\.0\.0\.1:\d+ cannot be reached: ECONNREFUSED.*/));
    expect(stderr).not.toContain('a-password');
  });

  test('if its port is in use', async () => {
    const folder = temporaryFolder();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    expect(await failedStart({ PORT, DATA_DIR: `${folder.path}/data` })).toEqual(
      line(/PORT \d+ on 127\.0\.0\.1 is in use by another process: choose a free port, or 0 for any/),
    );
    expect(existsSync(`${folder.path}/data`)).toBe(false);
    taken.close();
    folder.remove();
  });
});

/** Resolves once connections are refused. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const { socket, closed } = rawConnection(port);
    const connected = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      closed.then(() => false),
    ]);
    socket.destroy();
    if (!connected) return;
  }
}
