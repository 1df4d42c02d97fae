import { describe, expect, test } from '@jest/globals';
import { HttpServer } from '../http/http-server.js';
import { listen } from './listen.js';
import { StartFailure } from './start-failure.js';

const silent = () => new HttpServer(() => {});

describe('listening', () => {
  test('returns the free port that was chosen', async () => {
    const server = silent();
    expect(await listen(server, { port: 0, host: '127.0.0.1' })).toMatchObject({
      address: '127.0.0.1',
      port: expect.any(Number),
    });
    await server.close(0);
  });

  test('reports a port that is in use', async () => {
    const first = silent();
    const { port } = await listen(first, { port: 0, host: '127.0.0.1' });
    const second = listen(silent(), { port, host: '127.0.0.1' });
    await expect(second).rejects.toThrow(
      new StartFailure(`PORT ${port} on 127.0.0.1 is in use by another process: choose a free port, or 0 for any`),
    );
    await first.close(0);
  });

  test('reports an address that this machine does not have', async () => {
    await expect(listen(silent(), { port: 0, host: '192.0.2.1' })).rejects.toThrow(
      new StartFailure('HOST "192.0.2.1" is not an address of this machine'),
    );
  });

  test.each([
    ['EACCES', 'PORT 80 is privileged: choose a port from 1024 on'],
    ['ENOTFOUND', 'HOST "h" does not resolve: choose an address or a name of this machine'],
    ['EIO', 'The service cannot listen on HOST "h" and PORT 80 (error EIO)'],
  ])('explains %s', async (code, message) => {
    const server = { listen: () => Promise.reject(Object.assign(new Error('x'), { code })) };
    await expect(listen(server, { port: 80, host: 'h' })).rejects.toThrow(new StartFailure(message));
  });
});
