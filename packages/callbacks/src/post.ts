import type { LookupFunction, Socket } from 'node:net';
import { ANSWER_MS } from '@aml-customer/application';
import { buildConnector, Client, type Dispatcher } from 'undici';
import type { HttpMessage } from './cloud-event-message.js';
import { AttemptAborted } from './failure-codes.js';

/** The limits of an attempt; times in ms, sizes in bytes. */
export interface Limits {
  /** From the DNS look-up to the end of the response. */
  readonly total: number;
  /** How long to read the body after the status, so that the connection can be used again. */
  readonly linger: number;
  /** How much of the body to read, and discard, before closing the connection. */
  readonly body: number;
  /** The size of the response headers. */
  readonly head: number;
}

/** The limits of the service. */
export const LIMITS: Limits = { total: ANSWER_MS, linger: 1000, body: 65_536, head: 16_384 };

/** How many 1xx responses may precede the final one. */
const MAX_INFORMATIONAL = 16;

/**
 * How long an open connection waits for the next request, in ms; less if the receiver's Keep-Alive header asks for
 * it.
 */
const IDLE_MS = 4000;

/** The connection options that all requests share. */
export interface Connecting {
  readonly lookup: LookupFunction;
  /** Certificates of trusted authorities in PEM; by default those of Node. */
  readonly ca?: readonly string[];
}

/** The head of a receiver's response. */
export interface ResponseHead {
  readonly status: number;
  /** The header Retry-After as received. */
  readonly retryAfter: string | undefined;
}

/**
 * A connection to one receiver, for one request at a time, without a proxy. It opens with the first request, and again
 * with a later one if it was closed: each time, the address is looked up and checked.
 */
export class Connection {
  private readonly client: Client;
  private socket: Socket | undefined;
  private openedAt = 0;

  constructor(
    private readonly url: URL,
    { lookup, ca }: Connecting,
    private readonly limits: Limits,
  ) {
    const connect = buildConnector({
      lookup,
      rejectUnauthorized: true,
      allowH2: false,
      maxCachedSessions: 0,
      timeout: limits.total,
      ...(ca && { ca: [...ca] }),
    });
    this.client = new Client(url.origin, {
      // The declaration hides that the connector returns its socket, which giving up must close.
      connect: (options, callback) => void (this.socket = connect(options, callback) as unknown as Socket),
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: limits.head,
    });
    this.client.on('connect', () => (this.openedAt = performance.now()));
    this.client.on('disconnect', () => (this.socket = undefined));
  }

  /** Whether it is open, from an earlier request. */
  get isOpen(): boolean {
    return this.socket?.destroyed === false;
  }

  /** How long ago it was opened, in ms. */
  get ageMs(): number {
    return performance.now() - this.openedAt;
  }

  /** Closes it; it cannot be used again. */
  close(): void {
    this.socket?.destroy();
    void this.client.destroy();
  }

  /**
   * Posts a message once and resolves to the head of the response, without following redirects. Rejects if there is no
   * status, with `timeout` if the deadline is aborted or the total time is over.
   */
  post({ headers, body }: HttpMessage, deadline: AbortSignal): Promise<ResponseHead> {
    const { promise, resolve, reject } = Promise.withResolvers<ResponseHead>();
    const exchange = new Exchange(this.limits, (head, error) => {
      clearTimeout(timer);
      deadline.removeEventListener('abort', giveUp);
      if (head) resolve(head);
      else reject(error ?? new AttemptAborted('connection-reset'));
    });
    const giveUp = (): void => {
      if (!exchange.abort(new AttemptAborted('timeout'))) this.close();
    };
    const timer = setTimeout(giveUp, this.limits.total);
    deadline.addEventListener('abort', giveUp);
    if (deadline.aborted) giveUp();
    else {
      const { pathname, search } = this.url;
      this.client.dispatch({ path: `${pathname}${search}`, method: 'POST', headers: { ...headers }, body }, exchange);
    }
    return promise;
  }
}

/** One request and its response. It reads the response to its end or to the limits, whichever comes first. */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private head: ResponseHead | undefined;
  private informational = 0;
  private remaining: number;
  private linger: NodeJS.Timeout | undefined;

  /** `onEnd` is called once, with the head of the response, or with the error if there was none. */
  constructor(
    private readonly limits: Limits,
    private readonly onEnd: (head: ResponseHead | undefined, error?: Error) => void,
  ) {
    this.remaining = limits.body;
  }

  /** Ends it and closes its connection. Returns false if it had not started. */
  abort(reason: AttemptAborted): boolean {
    if (this.controller) this.controller.abort(reason);
    else this.end(reason);
    return this.controller !== undefined;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) {
      this.informational += 1;
      if (this.informational > MAX_INFORMATIONAL) controller.abort(new AttemptAborted('bad-response'));
      return;
    }
    const retryAfter = headers['retry-after'];
    this.head = { status, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter };
    this.linger = setTimeout(() => controller.abort(new AttemptAborted('timeout')), this.limits.linger);
  }

  onResponseData(controller: Dispatcher.DispatchController, { length }: Buffer): void {
    this.remaining -= length;
    if (this.remaining < 0) controller.abort(new AttemptAborted('bad-response'));
  }

  onResponseEnd(): void {
    this.end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.end(error);
  }

  private end(error?: Error): void {
    clearTimeout(this.linger);
    this.onEnd(this.head, error);
  }
}
