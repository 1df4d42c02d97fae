import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerBrokenHttp, type OnBrokenHttp } from './broken-http.js';

/** The time limits of the server, in ms. */
export interface Timeouts {
  /** For the head of a request, since the connection or the previous answer. */
  readonly headers: number;
  /** For a whole request. */
  readonly request: number;
  /** For the next request on a connection; longer than the minute after which load balancers close theirs. */
  readonly idle: number;
  /** For the rest of a body that was answered before it arrived in full. */
  readonly rest: number;
}

/** The maximum number of bytes that are read of the rest of such a body. */
const REST_BYTES = 64 * 1024 * 1024;

/** The defaults. */
export const TIMEOUTS: Timeouts = { headers: 20_000, request: 60_000, idle: 65_000, rest: 5_000 };

export interface HttpServerOptions {
  /** The classes of requests and responses; by default those of Node. */
  readonly messages?: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
  readonly timeouts?: Partial<Timeouts>;
  readonly onBrokenHttp?: OnBrokenHttp;
  /** Called if a connection cannot be accepted, for example for lack of file descriptors. */
  readonly onError?: (error: Error) => void;
}

/**
 * Serves HTTP and stops without losing an answer. Node's own close misses connections that never sent a request or that
 * become idle later.
 */
export class HttpServer {
  private readonly server: Server;
  /**
   * The pending answers of each connection, in order. One Set of all answers would keep finished ones in memory: V8
   * rehashes it often, and retains what its old tables refer to until a full collection.
   */
  private readonly connections = new Map<Socket, ServerResponse[]>();
  private closing = false;

  private readonly timeouts: Timeouts;
  private readonly onError: (error: Error) => void;

  constructor(
    handler: RequestListener,
    { timeouts, messages, onBrokenHttp, onError = () => {} }: HttpServerOptions = {},
  ) {
    this.onError = onError;
    this.timeouts = { ...TIMEOUTS, ...timeouts };
    this.server = createServer({ ...optionsOf(this.timeouts), ...messages }, (request, response) => {
      this.follow(request, response);
      handler(request, response);
    });
    this.server.on('checkExpectation', (request, response) => this.server.emit('request', request, response));
    this.server.on('connection', (socket: Socket) => {
      this.connections.set(socket, []);
      socket.once('close', () => this.connections.delete(socket));
    });
    answerBrokenHttp(
      this.server,
      (socket) => this.connections.get(socket as Socket)?.findLast(({ req }) => req.complete),
      onBrokenHttp,
    );
  }

  /** @throws Node's error if the address is not available */
  async listen(port: number, host: string): Promise<AddressInfo> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.server.on('error', this.onError);
    return this.server.address() as AddressInfo;
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /**
   * Accepts no more connections, answers the requests in progress, closes idle connections, and after `grace` ms closes
   * all others.
   */
  async close(grace: number): Promise<void> {
    this.closing = true;
    for (const answers of this.connections.values()) {
      const last = answers.at(-1); // Only the last answer of pipelined requests may announce the close.
      if (last && !last.headersSent) last.setHeader('Connection', 'close');
    }
    await nextTurn(); // Requests that have already arrived count as in progress.
    const closed = once(this.server.close(), 'close');
    this.endIdle();
    const cut = setTimeout(() => this.server.closeAllConnections(), grace);
    await closed;
    clearTimeout(cut);
  }

  private follow(request: IncomingMessage, response: ServerResponse): void {
    const answers = this.connections.get(request.socket) ?? [];
    answers.push(response);
    if (this.closing) response.setHeader('Connection', 'close');
    response.once('finish', () => !request.complete && this.leaveRest(request));
    response.once('close', () => {
      answers.splice(answers.indexOf(response), 1);
      if (this.closing) setImmediate(() => this.endIdle());
    });
  }

  /**
   * Reads on for a while, since a client whose connection is closed while it sends may miss the answer. Bounded,
   * because the body may be endless.
   */
  private leaveRest(request: IncomingMessage): void {
    const { socket } = request;
    const [bytes, time] = [socket.bytesRead + REST_BYTES, Date.now() + this.timeouts.rest];
    const watch = setInterval(() => (socket.bytesRead > bytes || Date.now() > time) && socket.destroy(), 10).unref();
    request.once('close', () => clearInterval(watch)).resume();
  }

  private endIdle(): void {
    for (const [socket, answers] of this.connections) if (answers.length === 0) socket.destroySoon();
  }
}

const optionsOf = ({ headers, request, idle }: Timeouts): ServerOptions => ({
  headersTimeout: headers,
  requestTimeout: request,
  keepAliveTimeout: idle,
  connectionsCheckingInterval: Math.min(headers, 5_000),
  requireHostHeader: false, // Node would answer without a body; the application answers instead.
});
