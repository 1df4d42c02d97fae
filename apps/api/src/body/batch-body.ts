import type { IncomingMessage } from 'node:http';
import { MAX_BATCH, LoopYielder, type BatchElements, type Clock, type UnreadElement } from '@aml-customer/application';
import { MAX_MEMBERS, STRUCTURE, type UnknownFields } from '@aml-customer/domain';
import type { BodyReservation } from './body-memory.js';
import { receiveJsonBytes } from './json-body.js';
import type { ScanListener } from '@aml-customer/json-input';
import { LARGE, parseMessageInSteps, refuseOtherForm, scanInSteps } from './large-json.js';
import { wrong } from './read-fields.js';
import { refusal, type Refusal, type Refused } from './refusal.js';

/** The largest batch and the largest element in bytes, and whether other members are refused. */
export interface BatchLimits {
  readonly batch: number;
  readonly element: number;
  readonly unknownFields: UnknownFields;
}

const LIST = 'customers';
/** The length of the key if every letter is escaped. */
const LONGEST = 2 + 6 * LIST.length;
const tooMany = { refusal: refusal(400, STRUCTURE.tooMany, { path: LIST, limit: String(MAX_BATCH) }) };

/**
 * Receives the body of a batch, `{"customers":[…]}`, and resolves once all of it is known to be well formed
 * (docs/contract/callbacks.md, "Batch"). The body stays in memory as bytes; elements are decoded on demand. Other
 * members are unknown fields with the same limits as in a single message.
 */
export async function receiveBatch(
  request: IncomingMessage,
  limits: BatchLimits,
  memory: BodyReservation,
  clock: Clock,
): Promise<BatchElements | Refused> {
  const received = await receiveJsonBytes(request, limits.batch, memory);
  if ('refusal' in received) return received;
  const elements = await split(received.bytes, limits.unknownFields, clock);
  return 'refusal' in elements ? elements : elementsOf(received.bytes, elements, limits.element, clock);
}

/** Finds the elements, as the start and end offset of each in turn. */
export async function split(
  bytes: Buffer,
  unknownFields: UnknownFields,
  clock: Clock,
): Promise<readonly number[] | Refused> {
  const yielder = new LoopYielder(clock);
  const listener = new Customers(bytes);
  const scanned = await scanInSteps(bytes, listener, yielder, () => listener.spans.length > 2 * MAX_BATCH);
  if ('refusal' in scanned) return scanned;
  if (listener.spans.length > 2 * MAX_BATCH) return tooMany;
  const otherForm = await refuseOtherForm(bytes, scanned.beginning, listener.deepAt, yielder);
  if (otherForm) return otherForm;
  if (!listener.isList) return wrong(LIST, 'a list of customers');
  if (listener.isUnsound) return { refusal: refusal(400, STRUCTURE.illFormedText, { path: 'The body' }) };
  if (listener.others >= MAX_MEMBERS)
    return { refusal: refusal(400, STRUCTURE.tooManyMembers, { path: 'The body', limit: String(MAX_MEMBERS) }) };
  if (unknownFields === 'reject' && listener.others > 0)
    return { refusal: refusal(400, STRUCTURE.unknownField, { path: 'The body', count: String(listener.others) }) };
  return listener.spans;
}

/**
 * Records the offsets of the elements of `customers`; of two equal keys the last counts. It also records problems
 * outside the list that would reject a single message (docs/contract/contract.md, "Reading the values"); problems
 * inside an element reject that element alone.
 */
class Customers implements ScanListener {
  spans: number[] = [];
  isList = false;
  /** The number of other members. */
  others = 0;
  /** The first offset at which another member nests too deeply. */
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

/** The elements, decoded on demand; one beyond the limit of a single message is not decoded. */
export function elementsOf(bytes: Buffer, spans: readonly number[], limit: number, clock: Clock): BatchElements {
  const tooLarge = unread(refusal(413, STRUCTURE.tooLarge, { limit: String(limit) }));
  return {
    length: spans.length / 2,
    at: (index) => {
      const [start, end] = [spans[2 * index] as number, spans[2 * index + 1] as number];
      if (end - start > limit) return tooLarge;
      if (end - start > LARGE) return largeElement(bytes.subarray(start, end), clock);
      const text = bytes.toString('utf8', start, end);
      return { text, value: JSON.parse(text) as unknown };
    },
  };
}

async function largeElement(bytes: Buffer, clock: Clock) {
  const parsed = await parseMessageInSteps(bytes, new LoopYielder(clock));
  return 'refusal' in parsed ? unread(parsed.refusal) : parsed;
}

const unread = ({ code, description }: Refusal): UnreadElement => ({ unread: { code, description } });
