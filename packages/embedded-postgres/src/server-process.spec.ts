import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterwards, scratchFolder } from '../test/scratch.js';
import { query, started } from '../test/servers.js';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { freePort } from './free-port.js';
import { reachableBinaries } from './reachable-binaries.js';
import { launchServer } from './server-process.js';

async function busyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  afterwards(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it('tries another port if the chosen one is taken', async () => {
  const dataDir = scratchFolder();
  const { url, stop } = await started({ dataDir });
  await stop();
  const cluster = join(dataDir, 'cluster');
  const account = serverAccount(cluster);
  const binaries = reachableBinaries(findBinaries(), account, () => {});
  const options = { binaries, cluster, account, durable: false, onLog: undefined };
  const ports = [await busyPort(), await freePort()];
  const server = await launchServer(options, async () => ports.shift() as number);
  afterwards(() => server.stop());
  expect(ports).toEqual([]);
  expect(await query(url.replace(/:\d+\//, `:${server.port}/`), 'select 1 as one')).toEqual([{ one: 1 }]);
});
