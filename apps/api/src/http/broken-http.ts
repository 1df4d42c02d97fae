import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpProblem } from './http-problem.js';
import { REQUEST_ID } from './request-id.js';

/** How long a client that keeps sending has to read the answer before its connection is closed. */
const FAREWELL_MS = 2_000;

const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** A well-formed request line whose method Node's parser does not know. */
const REQUEST_LINE = /^[!#$%&'*+.^_`|~\w-]+ (\S+) HTTP\/1\.[01]\r?\n/;

type BrokenHttp = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/** Called with the status and request id of every answer to malformed HTTP, for the log. */
export type OnBrokenHttp = (status: number, requestId: string) => void;

/**
 * Answers malformed HTTP in the form of every other error and closes the connection. `pending` returns the last
 * pending answer of a connection whose request arrived in full.
 */
export function answerBrokenHttp(
  server: Server,
  pending: (socket: Duplex) => ServerResponse | undefined,
  onAnswer: OnBrokenHttp = () => {},
): void {
  const answer = (socket: Duplex, status: number, target = '') => {
    const last = pending(socket);
    if (last) return endAfter(last, socket);
    if (!socket.writable || isBeingAnswered(socket)) return void socket.destroy();
    const requestId = randomUUID();
    onAnswer(status, requestId);
    farewell(socket, status, requestId, target);
  };
  server.on('clientError', (error: BrokenHttp, socket) => {
    const target =
      error.code === 'HPE_INVALID_METHOD'
        ? REQUEST_LINE.exec(error.rawPacket?.toString('latin1') ?? '')?.[1]
        : undefined;
    if (socket.destroyed || error.code === 'ECONNRESET') socket.destroy();
    else answer(socket, target === undefined ? (STATUS_OF[error.code ?? ''] ?? 400) : 405, target);
  });
  server.on('connect', (_, socket) => answer(socket, 405));
}

/** Answers the requests that arrived in full before the malformed bytes, and ignores what follows. */
function endAfter(last: ServerResponse, socket: Duplex): void {
  if (!last.headersSent) last.setHeader('Connection', 'close');
  last.once('close', () => socket.end());
}

/** Whether an answer is being written: a second status line inside it would corrupt it. Node keeps it in this field. */
const isBeingAnswered = (socket: Duplex): boolean =>
  (socket as { _httpMessage?: ServerResponse })._httpMessage?.headersSent === true;

function farewell(socket: Duplex, status: number, requestId: string, target: string): void {
  const body = JSON.stringify(httpProblem(status, target));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    `${REQUEST_ID}: ${requestId}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.resume();
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
}
