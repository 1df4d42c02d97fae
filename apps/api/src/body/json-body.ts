import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';
import type { ReceivedBody } from '@aml-customer/application';
import { STRUCTURE, TOO_DEEP } from '@aml-customer/domain';
import type { BodyReservation } from './body-memory.js';
import { malformedAt, notUtf8At, tooDeepAt, formatPosition, type TextPosition } from '@aml-customer/json-input';
import { receiveBytes } from './received-bytes.js';
import { refusal, type Refused } from './refusal.js';

/** Receives the bytes of a JSON body; refuses an empty body and a wrong content type. */
export async function receiveJsonBytes(
  request: IncomingMessage,
  limit: number,
  memory: BodyReservation,
): Promise<{ readonly bytes: Buffer } | Refused> {
  const received = await receiveBytes(request, limit, memory);
  if ('refused' in received) return refuse[received.refused](limit);
  if (received.bytes.length === 0) return notJson(': it is empty at line 1, column 1');
  return isJsonInUtf8(request.headers['content-type']) ? received : wrongType;
}

/** Refuses a body that is not a JSON object; `detail` is the reason. */
export const notJson = (detail: string) => ({ refusal: refusal(400, STRUCTURE.notAnObject, { detail }) });
export const malformed = (place: TextPosition) => notJson(`: malformed at ${formatPosition(place)}`);
const wrongType = { refusal: refusal(415, STRUCTURE.notJson) };
const refuse = {
  'too-large': (limit: number) => ({ refusal: refusal(413, STRUCTURE.tooLarge, { limit: String(limit) }) }),
  'unknown-coding': () => wrongType,
  'broken-coding': () => notJson(': its content coding is broken'),
};

/** Parses a small body. The refusal of a malformed body names the position and never quotes the text. */
export function parse(bytes: Buffer): ReceivedBody | Refused {
  const text = decode(bytes);
  if (text === undefined) return malformed(notUtf8At(bytes) ?? { line: 1, column: 1 });
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    const deep = tooDeepAt(text);
    return deep ? notJson(`${TOO_DEEP}: ${formatPosition(deep)}`) : malformed(malformedAt(text));
  }
}

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** The offset at which a text starts, after a byte order mark. */
export const textStart = (bytes: Buffer): number =>
  bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;

/** Decodes UTF-8 strictly, without a byte order mark. */
const decode = (bytes: Buffer): string | undefined =>
  isUtf8(bytes) ? bytes.toString('utf8', textStart(bytes)) : undefined;

function isJsonInUtf8(contentType = ''): boolean {
  if (contentType === 'application/json') return true; // Parsing it costs as much as parsing a short body.
  try {
    const { essence, params } = new MIMEType(contentType);
    return essence === 'application/json' && /^utf-?8$/i.test(params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
}
