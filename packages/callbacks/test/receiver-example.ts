// Receives callbacks and verifies them. Runs on Node 22.18 or later without any package:
//   PORT=8080 SECRETS=whsec_new,whsec_old node receiver-example.ts
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';

const TOLERANCE_S = 300;
const BODY_LIMIT = 1_048_576;

/**
 * Verifies a callback and returns its event; throws if a signature, the time or the id is wrong. Pass the raw body: a
 * body that was parsed and serialised again does not verify.
 */
export function verify(headers: IncomingHttpHeaders, body: string, secrets: string[], now = Date.now()) {
  const id = one(headers, 'webhook-id');
  const timestamp = one(headers, 'webhook-timestamp');
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE_S))
    throw new Error('The attempt is too old, or the clocks differ');
  const check = (signatures: string, content: string) => {
    if (!isSigned(signatures, `${id}.${timestamp}.${content}`, secrets)) throw new Error('No signature matches');
  };
  check(one(headers, 'webhook-signature'), body);
  const isStructured = one(headers, 'content-type').startsWith('application/cloudevents');
  if (!isStructured) check(one(headers, 'webhook-headers-signature'), attributeLines(headers));
  const event = isStructured ? JSON.parse(body) : { ...attributes(headers), data: JSON.parse(body) };
  if (event.id !== id) throw new Error('The id of the event is not the signed one');
  return { ...event, source: decodeURIComponent(event.source) }; // The communication number, as you sent it.
}

/** While secrets rotate, the sender may sign with two and you may hold two: one matching pair is enough. */
function isSigned(signatures: string, content: string, secrets: string[]): boolean {
  const expected = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(content)
      .digest(),
  );
  const received = signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'));
  return received.some((a) => expected.some((b) => a.length === b.length && timingSafeEqual(a, b)));
}

/** The content of the second signature: every Ce-* header as received, one per line, sorted by name. */
const attributeLines = (headers: IncomingHttpHeaders) =>
  attributeNames(headers)
    .map((name) => `${name}:${one(headers, name)}\n`)
    .join('');

/** The CloudEvents HTTP binding percent-encodes header values: decode each once. */
const attributes = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    attributeNames(headers).map((name) => [name.slice('ce-'.length), decodeURIComponent(one(headers, name))]),
  );

const attributeNames = (headers: IncomingHttpHeaders) =>
  Object.keys(headers)
    .filter((name) => name.startsWith('ce-'))
    .sort();

function one(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string') throw new Error(`${name} is missing`);
  return value;
}

/**
 * Answers 204 once you have stored the event: after any other answer the callback is retried. Delivery is at least
 * once, so deduplicate by the id.
 */
function listen(port: number, secrets: string[]) {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      try {
        const event = verify(request.headers, Buffer.concat(chunks).toString('utf8'), secrets);
        if (!seen.has(event.id)) console.log(JSON.stringify(event));
        seen.add(event.id);
        response.writeHead(204).end();
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        response.writeHead(400).end();
      }
    });
  });
  server.listen(port, () => console.log(JSON.stringify(server.address())));
}

if (process.env.SECRETS) listen(Number(process.env.PORT ?? 8080), process.env.SECRETS.split(','));
