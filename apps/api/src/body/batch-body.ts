import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { MAX_BATCH, LoopYielder, type BatchElements, type Clock } from '@aml-customer/application';
import { fill, STRUCTURE, TOO_DEEP, type UnknownFields } from '@aml-customer/domain';
import type { BodyShare } from './body-room.js';
import { beginningOf, malformed, notJson, receiveJsonBytes } from './json-body.js';
import { JsonScanner, type ScanListener } from '@aml-customer/json-input';
import { formatPosition } from '@aml-customer/json-input';
import { notUtf8From, placeIn } from './place.js';
import { wrong } from './read-fields.js';
import { refusal, type Refusal } from './refusal.js';

/** How large the whole may be, and one of its elements, in bytes; and whether members beside the list are refused. */
export interface BatchLimits {
  readonly batch: number;
  readonly element: number;
  readonly unknownFields: UnknownFields;
}

type Refused = { readonly refusal: Refusal };

/** How much is scanned between two looks at the clock, in bytes. */
const PIECE = 64 * 1024;
const LIST = 'customers';
/** How long its key may be, each letter escaped. */
const LONGEST = 2 + 6 * LIST.length;
const tooMany = { refusal: refusal(400, STRUCTURE.tooMany, { path: LIST, limit: String(MAX_BATCH) }) };

/**
 * Receives the body of a batch, `{"customers":[…]}`, and resolves once the whole of it is known to be well formed
 * (docs/contract/callbacks.md, "Batch"). It is kept as bytes; an element is decoded when it is asked for. Other members
 * of the body are unknown fields, and bounded as those of a single message are.
 */
export async function receiveBatch(
  request: IncomingMessage,
  limits: BatchLimits,
  room: BodyShare,
  clock: Clock,
): Promise<BatchElements | Refused> {
  const received = await receiveJsonBytes(request, limits.batch, room);
  if ('refusal' in received) return received;
  const elements = await split(received.bytes, limits.unknownFields, clock);
  return 'refusal' in elements ? elements : elementsOf(received.bytes, elements, limits.element);
}

/** Finds the elements; their bytes begin and end at the numbers of the list, two by two. */
export async function split(
  bytes: Buffer,
  unknownFields: UnknownFields,
  clock: Clock,
): Promise<readonly number[] | Refused> {
  const yielder = new LoopYielder(clock);
  if (!isUtf8(bytes)) return malformed(await placeIn(bytes, await notUtf8From(bytes, yielder), yielder));
  const listener = new Customers(bytes);
  const scanner = new JsonScanner(bytes, listener, beginningOf(bytes));
  for (let until = PIECE; ; until += PIECE) {
    const found = scanner.run(until);
    if (typeof found === 'object') return malformed(await placeIn(bytes, found.brokenAt, yielder));
    if (listener.spans.length > 2 * MAX_BATCH) return tooMany;
    if (found === 'end') break;
    await yielder.yieldIfDue();
  }
  if (listener.deepAt !== undefined)
    return notJson(`${TOO_DEEP}: ${formatPosition(await placeIn(bytes, listener.deepAt, yielder))}`);
  if (bytes[scanner.beginning] !== 0x7b)
    return notJson(`: ${formatPosition(await placeIn(bytes, scanner.beginning, yielder))}`);
  if (!listener.isList) return wrong(LIST, 'a list of customers');
  if (listener.isUnsound) return { refusal: refusal(400, STRUCTURE.illFormedText, { path: 'The body' }) };
  if (unknownFields === 'reject' && listener.others > 0)
    return { refusal: refusal(400, STRUCTURE.unknownField, { path: 'The body', count: String(listener.others) }) };
  return listener.spans;
}

/**
 * Keeps where the elements of the last member `customers` are: of two equal keys the last counts. What refuses a single
 * message wherever it stands (docs/contract/contract.md, "Reading the values") is noted beside them; an element is
 * refused for it by itself.
 */
class Customers implements ScanListener {
  spans: number[] = [];
  isList = false;
  /** How many members the body has beside it. */
  others = 0;
  /** Where they first nest too deeply. */
  deepAt: number | undefined;
  isUnsound = false;
  private isCustomers = false;

  constructor(private readonly bytes: Buffer) {}

  key(start: number, end: number): void {
    this.isCustomers = end - start <= LONGEST && JSON.parse(this.bytes.toString('utf8', start, end)) === LIST;
    if (this.isCustomers) this.spans = [];
    else this.others++;
  }

  value(depth: 1 | 2, start: number, end: number): void {
    if (!this.isCustomers) return;
    if (depth === 2) return void this.spans.push(start, end);
    this.isList = this.bytes[start] === 0x5b;
    this.isCustomers = false;
  }

  tooDeep(at: number): void {
    if (!this.isCustomers) this.deepAt ??= at;
  }

  unsound(): void {
    if (!this.isCustomers) this.isUnsound = true;
  }
}

/** Makes the elements out of the bytes that they are in; one above the limit of a single message is not read. */
export function elementsOf(bytes: Buffer, spans: readonly number[], limit: number): BatchElements {
  const tooLarge = {
    unread: {
      code: STRUCTURE.tooLarge.code,
      description: fill(STRUCTURE.tooLarge.sentence, [], { limit: String(limit) }),
    },
  };
  return {
    length: spans.length / 2,
    at: (index) => {
      const [start, end] = [spans[2 * index] as number, spans[2 * index + 1] as number];
      if (end - start > limit) return tooLarge;
      const text = bytes.toString('utf8', start, end);
      return { text, value: JSON.parse(text) as unknown };
    },
  };
}
