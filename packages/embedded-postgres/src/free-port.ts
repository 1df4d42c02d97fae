import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * Returns a free port of 127.0.0.1, for programs that cannot report the port they chose. Another process may take it
 * first.
 */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  return port;
}
