import { describe, expect, test } from '@jest/globals';
import { HttpServer } from '../http/http-server.js';
import { listen } from './listen.js';
import { StartFailure } from './start-failure.js';

const silent = () => new HttpServer(() => {});

describe('listening', () => {
  test('tells the port that was free', async () => {
    const server = silent();
    expect(await listen(server, { port: 0, host: '127.0.0.1' })).toMatchObject({
      address: '127.0.0.1',
      port: expect.any(Number),
    });
    await server.close(0);
  });

  test('says that a port is in use', async () => {
    const first = silent();
    const { port } = await listen(first, { port: 0, host: '127.0.0.1' });
    const second = listen(silent(), { port, host: '127.0.0.1' });
    await expect(second).rejects.toThrow(
      new StartFailure(`PORT ${port} of 127.0.0.1 is in use by another process, allowed is a free one, or 0 for any`),
    );
    await first.close(0);
  });

  test('says that an address is not of this machine', async () => {
    await expect(listen(silent(), { port: 0, host: '192.0.2.1' })).rejects.toThrow(
      new StartFailure('HOST "192.0.2.1" is no address of this machine, allowed is one of its addresses or names'),
    );
  });

  test.each([
    ['EACCES', 'PORT 80 is not allowed to this user, allowed is one from 1024 on'],
    [
      'ENOTFOUND',
      'HOST "h" is a name that does not resolve to an address, allowed is an address or a name of this machine',
    ],
    ['EIO', 'HOST "h" and PORT 80 cannot be listened on, error EIO'],
  ])('says what %s means', async (code, said) => {
    const server = { listen: () => Promise.reject(Object.assign(new Error('x'), { code })) };
    await expect(listen(server, { port: 80, host: 'h' })).rejects.toThrow(new StartFailure(said));
  });
});
