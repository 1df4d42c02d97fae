import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { certificate } from './certificate.js';

/** A request that a receiver got. */
export interface Received {
  readonly method?: string;
  readonly path?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on loopback. */
export interface Receiving {
  readonly port: number;
  readonly received: readonly Received[];
  /** The number of connections so far. */
  readonly connections: () => number;
  /** Resolves when either side closes a connection. */
  readonly closed: Promise<void>;
}

const running = new Set<{ server: TcpServer; sockets: Set<Socket> }>();

/** Stops all servers of a test and destroys their connections. */
export async function stopServers(): Promise<void> {
  const ending = [...running].map(
    ({ server, sockets }) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  running.clear();
  await Promise.all(ending);
}

async function listening(server: Server | TcpServer, received: readonly Received[], host: string): Promise<Receiving> {
  const sockets = new Set<Socket>();
  let count = 0;
  const closed = new Promise<void>((resolve) =>
    server.on('connection', (socket: Socket) => {
      count++;
      sockets.add(
        socket
          .on('close', () => {
            sockets.delete(socket);
            resolve();
          })
          .on('error', () => undefined),
      );
    }),
  );
  running.add({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { port: (server.address() as AddressInfo).port, received, connections: () => count, closed };
}

function recording(respond: RequestListener): { received: Received[]; listener: RequestListener } {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        received.push({
          method: request.method,
          path: request.url,
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
        respond(request, response);
      });
  };
  return { received, listener };
}

const noContent: RequestListener = (_, response) => response.writeHead(204).end();

/** A receiver that answers with `respond`, by default 204. */
export function aReceiver(respond: RequestListener = noContent, host = '127.0.0.1'): Promise<Receiving> {
  const { received, listener } = recording(respond);
  return listening(createServer(listener), received, host);
}

/** A receiver over TLS, with an untrusted certificate for localhost. */
export function aTlsReceiver(): Promise<Receiving> {
  const { received, listener } = recording(noContent);
  return listening(createTlsServer(certificate, listener), received, '127.0.0.1');
}

/** A raw TCP server that reads and discards its input. */
export function aTcpServer(speak: (socket: Socket) => void): Promise<Receiving> {
  return listening(
    createTcpServer((socket) => {
      speak(socket);
      socket.resume();
    }),
    [],
    '127.0.0.1',
  );
}
