import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A server on a free port of 127.0.0.1, for one test. */
export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

export async function serving(listener: RequestListener | Server): Promise<Serving> {
  const server = (typeof listener === 'function' ? createServer(listener) : listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
}

export interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Sends one request on a new connection, with its path unchanged. */
export async function call(
  port: number,
  { method = 'GET', path = '/', headers = {}, body }: Call = {},
): Promise<Reply> {
  const request = send({ port, host: '127.0.0.1', method, path, headers, agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = await collect(response);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: text !== '' && isJson(response.headers) ? JSON.parse(text) : undefined,
  };
}

const isJson = (headers: IncomingHttpHeaders) => headers['content-type']?.startsWith('application/json') === true;

/** The content of a stream as text. */
export async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** A raw connection, for malformed requests. */
export function rawConnection(port: number): {
  socket: Socket;
  received: () => string;
  until: (pattern: RegExp) => Promise<string>;
  closed: Promise<string>;
} {
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => pattern.test(text) && resolve(text);
      look();
      socket.on('data', look);
      void closed.then(() => (pattern.test(text) ? resolve(text) : reject(new Error(`Closed after: ${text}`))));
    });
  return { socket, received: () => text, until, closed };
}
