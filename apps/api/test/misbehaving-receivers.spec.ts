import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Receivers } from '@aml-customer/application';
import { HttpCallbackSender } from '@aml-customer/callbacks';
import type { RequestListener } from 'node:http';
import { collect, serving, type Serving } from '../src/testing/http.js';
import { openQueue, type Queue } from './queue.js';
import { SECRET } from './receiver.js';

jest.setTimeout(60_000);

const answering =
  (status: number): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
const endless: RequestListener = (_, response) => {
  const write = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response
    .writeHead(200)
    .on('drain', write)
    .on('error', () => {});
  write();
};

describe('many receivers that misbehave concurrently', () => {
  let queue: Queue;
  let servers: Serving[];
  /** The URLs by requester. */
  let urls: Map<string, string>;
  let delivered: { readonly to: string; readonly id: string }[];
  /** Open requests at receivers that hang, and the number that timed out. */
  let hanging: { open: number; givenUp: number };
  let look: () => void;
  beforeEach(async () => {
    [servers, urls, delivered, hanging, look] = [[], new Map(), [], { open: 0, givenUp: 0 }, () => {}];
    queue = await openQueue();
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await queue.close();
  });
  const serve = async (listener: RequestListener) => {
    const server = await serving(
      (request, response) =>
        void collect(request)
          .then(() => listener(request, response))
          .catch(() => {}),
    );
    servers.push(server);
    return `http://127.0.0.1:${server.port}`;
  };
  const hang: RequestListener = (_, response) => {
    hanging.open++;
    response.on('close', () => {
      hanging.open--;
      hanging.givenUp++;
    });
  };
  const take: RequestListener = (request, response) => {
    delivered.push({ to: request.url ?? '', id: String(request.headers['webhook-id']) });
    response.writeHead(204).end();
    look();
  };
  const receivers: Receivers = {
    of: async (requester = '') => ({ url: urls.get(requester)!, mode: 'binary', secrets: [SECRET] }),
  };
  const work = () => queue.work({ receivers, sender: new HttpCallbackSender({ allowedNetworks: ['127.0.0.0/8'] }) });
  const arrived = (ids: readonly string[]) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (ids.every((id) => delivered.some((callback) => callback.id === id))) resolve();
      };
      look();
    });

  test('do not delay healthy receivers while they hang', async () => {
    const bad: readonly (readonly [count: number, listener: RequestListener])[] = [
      [30, hang],
      [5, answering(500)],
      [5, answering(302)],
      [3, endless],
    ];
    for (const [kind, [count, listener]] of bad.entries()) {
      for (let n = 0; n < count; n++) urls.set(`bad ${kind} ${n}`, await serve(listener));
    }
    for (let n = 0; n < 4; n++) urls.set(`good ${n}`, `${await serve(take)}/${n}`);
    for (const requester of urls.keys()) if (requester.startsWith('bad')) await queue.lines(requester, 5, 1);
    await work();
    const good = [];
    for (let n = 0; n < 4; n++) good.push(...(await queue.lines(`good ${n}`, 6, 2)));
    await arrived(good.flat());
    expect(hanging.givenUp).toBe(0);
    expect(hanging.open).toBeGreaterThanOrEqual(30);
    for (const ids of good) expect(delivered.filter(({ id }) => ids.includes(id)).map(({ id }) => id)).toEqual(ids);
  });

  test('do not affect other paths of their host', async () => {
    const host = await serve((request, response) => (request.url === '/hangs' ? hang : take)(request, response));
    urls.set('hangs', `${host}/hangs`).set('answers', `${host}/answers`);
    await queue.lines('hangs', 20, 1);
    await work();
    await arrived((await queue.lines('answers', 20, 2)).flat());
    expect(hanging.givenUp).toBe(0);
    expect(hanging.open).toBeGreaterThan(0);
    expect(delivered.every(({ to }) => to === '/answers')).toBe(true);
  });

  test('for one customer do not affect others of the same receiver', async () => {
    const slow = new Set<string>();
    const moody = await serve((request, response) =>
      (slow.has(String(request.headers['webhook-id'])) ? hang : take)(request, response),
    );
    urls.set('moody', moody).set('others', moody);
    for (const id of (await queue.lines('moody', 1, 2)).flat()) slow.add(id);
    await work();
    while (hanging.open === 0) await new Promise(setImmediate);
    await arrived((await queue.lines('others', 30, 2)).flat());
    expect(hanging).toEqual({ open: 1, givenUp: 0 });
  });
});
