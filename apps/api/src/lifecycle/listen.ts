import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { HttpServer } from '../http/http-server.js';
import type { Settings } from '../settings/settings.js';
import { StartFailure } from './start-failure.js';

const REASONS: Readonly<Record<string, (settings: Pick<Settings, 'port' | 'host'>) => string>> = {
  EADDRINUSE: ({ port, host }) =>
    `PORT ${port} of ${host} is in use by another process, allowed is a free one, or 0 for any`,
  EACCES: ({ port }) => `PORT ${port} is not allowed to this user, allowed is one from 1024 on`,
  EADDRNOTAVAIL: ({ host }) => `HOST "${host}" is no address of this machine, allowed is one of its addresses or names`,
  ENOTFOUND: ({ host }) =>
    `HOST "${host}" is a name that does not resolve to an address, allowed is an address or a name of this machine`,
};

/**
 * Listens where the settings say.
 * @throws StartFailure when that address is not to be had.
 */
export async function listen(
  server: Pick<HttpServer, 'listen'>,
  { port, host }: Pick<Settings, 'port' | 'host'>,
): Promise<AddressInfo> {
  try {
    return await server.listen(port, host);
  } catch (error) {
    const { code = 'of an unknown kind' } = error as NodeJS.ErrnoException;
    throw new StartFailure(
      REASONS[code]?.({ port, host }) ?? `HOST "${host}" and PORT ${port} cannot be listened on, error ${code}`,
    );
  }
}

/**
 * Finds out whether the address is to be had, before anything is made that a start without it would leave behind.
 * @throws as {@link listen}
 */
export async function requireFree(settings: Pick<Settings, 'port' | 'host'>): Promise<void> {
  const probe = createServer();
  await listen(
    {
      listen: async (port, host) => {
        await once(probe.listen(port, host), 'listening');
        return probe.address() as AddressInfo;
      },
    },
    settings,
  );
  await once(probe.close(), 'close');
}
