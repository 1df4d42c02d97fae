import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { openLoop } from './open-loop.js';

test('an open loop goes on sending while no request is answered, and counts every one', async () => {
  const open: ServerResponse[] = [];
  const server = createServer((request, response) => void request.resume().on('end', () => open.push(response)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answerAll = (): void => open.splice(0).forEach((response) => response.writeHead(202).end());
  let unanswered = 0;
  const { requests, statuses, next } = await openLoop(
    {
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      path: '/',
      text: '{}',
      many: 1,
      from: 1,
      connections: 1000,
      warmUpSeconds: 0.049,
      seconds: 0.202,
      rate: 200,
    },
    (kind) => {
      if (kind === 'begun') return;
      unanswered = open.length;
      server.removeAllListeners('request');
      server.on(
        'request',
        (request, response: ServerResponse) => void request.resume().on('end', () => response.writeHead(202).end()),
      );
      answerAll();
    },
  );
  server.close();
  expect(unanswered).toBeGreaterThan(1);
  expect(requests).toBe(41);
  expect(statuses).toEqual({ 202: next - 1 });
  expect(next - 1).toBe(51);
});
