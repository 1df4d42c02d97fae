import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { collect, serving } from '../src/testing/http.js';

/** A received callback with a valid signature, its attributes decoded. */
export interface Callback {
  /** The path of the request. */
  readonly path?: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A receiver that verifies callbacks by Standard Webhooks, implemented from its specification without our code. */
export interface TestReceiver {
  readonly url: string;
  /** All received callbacks, repeats included. */
  readonly received: readonly Callback[];
  /** Sets the answer to later requests. */
  answer(status: number): void;
  /** Resolves with the received callbacks once they satisfy the condition. */
  until(isEnough: (received: readonly Callback[]) => boolean): Promise<readonly Callback[]>;
  close(): Promise<void>;
}

export const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

export async function startReceiver(secret: string = SECRET): Promise<TestReceiver> {
  const received: Callback[] = [];
  const waiting = new Set<() => void>();
  let status = 204;
  const server = await serving((request, response) => {
    void collect(request).then((body) => {
      const genuine = isSigned(request.headers, body, secret);
      if (genuine) received.push({ ...callbackOf(request.headers, body), path: request.url });
      response.writeHead(genuine ? status : 400).end();
      for (const look of waiting) look();
    });
  });
  const until = (isEnough: (received: readonly Callback[]) => boolean) =>
    new Promise<readonly Callback[]>((resolve) => {
      const look = () => {
        if (!isEnough(received)) return;
        waiting.delete(look);
        resolve([...received]);
      };
      waiting.add(look);
      look();
    });
  return {
    url: `http://127.0.0.1:${server.port}/hooks`,
    received,
    answer: (next) => void (status = next),
    until,
    close: () => server.close(),
  };
}

/** The settings with which a service calls the receiver. */
export const calling = ({ url }: TestReceiver) => ({
  CALLBACK_URL: url,
  CALLBACK_SECRET: SECRET,
  CALLBACK_ALLOWED_NETWORKS: '127.0.0.0/8',
});

function isSigned(headers: IncomingHttpHeaders, body: string, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = (content: string) =>
    `v1,${createHmac('sha256', key)
      .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${content}`)
      .digest('base64')}`;
  const attributes = Object.keys(headers)
    .filter((name) => name.startsWith('ce-'))
    .sort()
    .map((name) => `${name}:${String(headers[name])}\n`)
    .join('');
  return (
    headers['webhook-signature'] === signed(body) &&
    (isStructured(headers) || headers['webhook-headers-signature'] === signed(attributes))
  );
}

const isStructured = (headers: IncomingHttpHeaders) =>
  headers['content-type']?.startsWith('application/cloudevents') === true;

function callbackOf(headers: IncomingHttpHeaders, body: string): Callback {
  const attribute = (name: string) => decodeURIComponent(String(headers[`ce-${name}`]));
  const event = isStructured(headers)
    ? (JSON.parse(body) as Callback)
    : {
        id: attribute('id'),
        type: attribute('type'),
        source: attribute('source'),
        subject: attribute('subject'),
        data: JSON.parse(body) as Callback['data'],
      };
  return { ...event, source: decodeURIComponent(event.source) };
}
