import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@aml-customer/embedded-postgres';
import { temporaryFolder } from '../src/testing/service.js';

/** A durable database that can be killed and restarted under the same address. */
export interface InterruptedDatabase {
  readonly url: string;
  /** Kills the database; until it is back, connections are refused. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  drop(): Promise<void>;
}

/** A server gets another port at each start, so the tests reach it through a proxy. */
export async function openInterruptedDatabase(): Promise<InterruptedDatabase> {
  const folder = temporaryFolder();
  const start = () => startEmbeddedPostgres({ dataDir: `${folder.path}/data` });
  let server: EmbeddedPostgres = await start();
  let { listener, port, close } = await forward(0, () => Number(new URL(server.url).port));
  return {
    url: Object.assign(new URL(server.url), { port: String(port) }).href,
    kill: async () => {
      process.kill(server.pid, 'SIGKILL');
      await Promise.all([server.exited, close()]);
    },
    restart: async () => {
      server = await start();
      ({ listener, port, close } = await forward(port, () => Number(new URL(server.url).port)));
    },
    drop: async () => {
      if (listener.listening) await close();
      await server.stop();
      folder.remove();
    },
  };
}

async function forward(
  at: number,
  to: () => number,
): Promise<{ readonly listener: Server; readonly port: number; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const listener = createServer((here) => {
    const there = connect(to(), '127.0.0.1');
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
    }
  }).listen(at, '127.0.0.1');
  await once(listener, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await once(listener.close(), 'close');
  };
  return { listener, port: (listener.address() as AddressInfo).port, close };
}
