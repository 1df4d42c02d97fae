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

/** How patient the server is, in milliseconds. */
export interface Patience {
  /** For the head of a request, from its connection or the answer before. */
  readonly headers: number;
  /** For a whole request. */
  readonly request: number;
  /** For the next request on a connection; beyond the minute that balancers keep theirs. */
  readonly idle: number;
  /** For the rest of a body that was answered before its end. */
  readonly rest: number;
}

/** How much of that rest is taken. */
const REST_BYTES = 64 * 1024 * 1024;

/** How patient it is where nothing else is said. */
export const PATIENCE: Patience = { headers: 20_000, request: 60_000, idle: 65_000, rest: 5_000 };

export interface HttpServerOptions {
  readonly patience?: Partial<Patience>;
  readonly onBrokenHttp?: OnBrokenHttp;
  /** Hears when a connection cannot be taken, such as for want of file handles; the next may be. */
  readonly onError?: (error: Error) => void;
}

/**
 * Serves HTTP, and stops without losing an answer: Node's own close forgets connections that never sent, or turn idle
 * later.
 */
export class HttpServer {
  private readonly server: Server;
  /**
   * Each connection with the answers that it waits for, in their order. All answers in one Set would be kept long after
   * they ended: it grows out of one table into the next with every few of them, and V8 keeps what dead tables refer to
   * until it collects everything.
   */
  private readonly connections = new Map<Socket, ServerResponse[]>();
  private closing = false;

  private readonly patience: Patience;
  private readonly onError: (error: Error) => void;

  constructor(handler: RequestListener, { patience, onBrokenHttp, onError = () => {} }: HttpServerOptions = {}) {
    this.onError = onError;
    this.patience = { ...PATIENCE, ...patience };
    this.server = createServer(optionsOf(this.patience), (request, response) => {
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

  /** @throws Node's error when the address is not to be had. */
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
   * Takes no more connections, answers what is in flight, and ends what is idle; at last cuts off who takes longer than
   * `grace`.
   */
  async close(grace: number): Promise<void> {
    this.closing = true;
    for (const answers of this.connections.values()) {
      const last = answers.at(-1); // Of pipelined requests only the last answer may announce the end.
      if (last && !last.headersSent) last.setHeader('Connection', 'close');
    }
    await nextTurn(); // What has already arrived is in flight too.
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
   * Reads on for a while, for a sender that is cut off while it sends may miss its answer; an endless body ends here.
   */
  private leaveRest(request: IncomingMessage): void {
    const { socket } = request;
    const [bytes, time] = [socket.bytesRead + REST_BYTES, Date.now() + this.patience.rest];
    const watch = setInterval(() => (socket.bytesRead > bytes || Date.now() > time) && socket.destroy(), 10).unref();
    request.once('close', () => clearInterval(watch)).resume();
  }

  private endIdle(): void {
    for (const [socket, answers] of this.connections) if (answers.length === 0) socket.destroySoon();
  }
}

const optionsOf = ({ headers, request, idle }: Patience): ServerOptions => ({
  headersTimeout: headers,
  requestTimeout: request,
  keepAliveTimeout: idle,
  connectionsCheckingInterval: Math.min(headers, 5_000),
  requireHostHeader: false, // Its refusal would have no body; the application answers instead.
});
