import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { HttpServer } from '../http/http-server.js';
import type { Settings } from '../settings/settings.js';
import { StartFailure } from './start-failure.js';

const REASONS: Readonly<Record<string, (settings: Pick<Settings, 'port' | 'host'>) => string>> = {
  EADDRINUSE: ({ port, host }) =>
    `PORT ${port} on ${host} is in use by another process: choose a free port, or 0 for any`,
  EACCES: ({ port }) => `PORT ${port} is privileged: choose a port from 1024 on`,
  EADDRNOTAVAIL: ({ host }) => `HOST "${host}" is not an address of this machine`,
  ENOTFOUND: ({ host }) => `HOST "${host}" does not resolve: choose an address or a name of this machine`,
};

/**
 * Listens on the address of the settings.
 * @throws StartFailure if the address is not available
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
      REASONS[code]?.({ port, host }) ?? `The service cannot listen on HOST "${host}" and PORT ${port} (error ${code})`,
    );
  }
}

/**
 * Checks that the address is available before anything else starts, so that a failure leaves nothing to clean up.
 * @throws StartFailure as {@link listen}
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
