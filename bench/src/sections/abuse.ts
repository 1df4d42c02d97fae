import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Client } from 'undici';
import { bodyMaker } from '../bodies.js';
import { largeBodies, ORDINARY } from '../large-bodies.js';
import { startVariant, type Variant } from '../variants.js';
import type { Section } from './section.js';

const PATH = '/amlyze-ws-rest/customer';
/** Connections that hold their body back. */
const HELD = 2_000;
/** How long they hold it, in seconds. */
const HOLD_SECONDS = 2;
const MB = 1024 * 1024;

/** What single senders can cost others: how long a large body blocks the service, and the memory of held bodies. */
export const abuse: Section = async ({ server, options, recorder, print }) => {
  const service = await startVariant('this service', server);
  service.resume();
  try {
    let number = 0;
    for (let round = -1; round < options.rounds; round++)
      // The first one is the warm-up.
      for (const [shape, text] of Object.entries(largeBodies())) {
        const figures = await timed(service, bodyMaker(text)(number++));
        if (round >= 0) recorder.add('large', 'a body of 1 MB', shape, figures);
      }
    print(`abuse: bodies of 1 MB, compared with ${ORDINARY}`);
    for (const [when, mb] of Object.entries(await memoryOfHeld(service)))
      recorder.add('held', `${HELD} gzip bodies held back`, when, { mb });
    print(`abuse: ${HELD} held bodies`);
  } finally {
    await service.stop();
  }
};

/** The time of an answer in ms, and the longest that another call had to wait meanwhile. */
async function timed({ origin }: Variant, body: Buffer): Promise<{ ms: number; blockedMs: number }> {
  const [sender, other] = [new Client(origin), new Client(origin)];
  let isOver = false;
  const waits = async (): Promise<number> => {
    let longest = 0;
    while (!isOver) {
      const begin = performance.now();
      await (await other.request({ method: 'GET', path: '/health/live' })).body.dump();
      longest = Math.max(longest, performance.now() - begin);
    }
    return longest;
  };
  const blocked = waits();
  const begin = performance.now();
  const answer = await sender.request({
    method: 'POST',
    path: PATH,
    headers: { 'content-type': 'application/json' },
    body,
  });
  await answer.body.dump();
  const ms = performance.now() - begin;
  isOver = true;
  const blockedMs = await blocked;
  await Promise.all([sender.close(), other.close()]);
  return { ms, blockedMs };
}

/** The resident memory of the service in MB before, during and after connections that hold their bodies back. */
async function memoryOfHeld(service: Variant): Promise<Readonly<Record<'before' | 'held' | 'after', number>>> {
  const body = gzipSync(JSON.stringify({ remark: 'x'.repeat(MB - 100) }));
  const head = [
    `POST ${PATH} HTTP/1.1`,
    'Host: x',
    'Content-Type: application/json',
    'Content-Encoding: gzip',
    `Content-Length: ${body.length}`,
    '\r\n',
  ].join('\r\n');
  const before = service.rss();
  const sockets: Socket[] = [];
  const { hostname, port } = new URL(service.origin);
  while (sockets.length < HELD) {
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, -8)]));
    sockets.push(socket);
    if (sockets.length % 100 === 0) await delay(20);
  }
  await delay(HOLD_SECONDS * 1000);
  const held = service.rss();
  for (const socket of sockets) socket.destroy();
  await delay(HOLD_SECONDS * 1000);
  return { before: before / MB, held: held / MB, after: service.rss() / MB };
}
