import { isObject, MAX_DEPTH } from '../field-rules/json.js';
import { Node } from '../field-rules/node.js';
import type { Recognised } from '../field-rules/recognise.js';
import type { Problem } from '../field-rules/rule.js';
import type { CodeUse, Ignored } from '../field-rules/run.js';
import { STRUCTURE } from '../field-rules/structure.js';
import type { Facts } from './facts.js';
import type { CustomerMessage } from './fields.js';
import { tables } from './tables.js';

/**
 * A body that was read. Without problems the message is a whole {@link CustomerMessage}; a value that did not read is
 * left out.
 */
export interface Reading {
  readonly message: Partial<CustomerMessage>;
  /**
   * What the message alone breaks. What needs reference data is {@link decide}'s, what needs stored customers is the
   * store's.
   */
  readonly problems: readonly Problem[];
  /** The codes it uses, for `decide` to look up. */
  readonly uses: readonly CodeUse[];
  /** Its unknown members; their names are the sender's text and belong into no log. */
  readonly ignored: readonly Ignored[];
  /** What {@link decide} needs of a body that was recognised to read without a problem; its absence says nothing. */
  readonly flawless?: Flawless;
}

/** A body without a problem of its own. */
export interface Flawless {
  /** The body, these of its fields as they are stored. */
  readonly facts: Facts;
  /** The codes that it uses, each behind the name of its list. */
  readonly codes: readonly string[];
}

/** Those of the {@link Facts} that read, without reading the whole of a body that was recognised. */
export const factsOf = (reading: Reading): Partial<Facts> => reading.flawless?.facts ?? reading.message;

/** A body that is no JSON object, or nests too deeply, and is not looked at further (F003). */
export interface Unreadable {
  readonly unreadable: Problem;
}

/** What F003 adds for a body that nests too deeply. */
export const TOO_DEEP = ` whose values nest no deeper than ${MAX_DEPTH} levels`;

const body = Node.root([]);
const notAnObject = body.structure(STRUCTURE.notAnObject, { detail: '' });
const tooDeep = body.structure(STRUCTURE.notAnObject, { detail: TOO_DEEP });

/**
 * Reads a request body: names and their aliases, absent values, the form of each value, and the rules between the
 * values (docs/contract/contract.md, "Reading the values"). Total over every value that JSON can bring, and idempotent:
 * a message reads as itself.
 */
export function read(value: unknown): Reading | Unreadable {
  const recognised = isObject(value) ? tableOf(value).recognise(value) : undefined;
  return recognised ? new RecognisedReading(value, recognised) : readWhole(value);
}

/** The same without a short cut: what {@link read} says is what this says. */
export function readWhole(value: unknown): Reading | Unreadable {
  if (!isObject(value)) return { unreadable: notAnObject([]) };
  const { value: message, problems, uses, ignored, tooDeep: deep } = tableOf(value).read(value);
  return deep ? { unreadable: tooDeep([]) } : { message, problems, uses, ignored };
}

/**
 * A body that is sure to read without a problem. Few who need to know that also need its message, which is read when it
 * is asked for (docs/adr/0010).
 */
class RecognisedReading implements Reading {
  readonly problems: readonly Problem[] = NONE;
  readonly ignored: readonly Ignored[];
  readonly flawless: Flawless;
  readonly #body: unknown;
  #whole: Reading | undefined;

  constructor(body: unknown, { value, codes, ignored }: Recognised) {
    this.#body = body;
    this.ignored = ignored;
    this.flawless = { facts: value as Facts, codes };
  }

  get message(): Partial<CustomerMessage> {
    return this.#read().message;
  }

  get uses(): readonly CodeUse[] {
    return this.#read().uses;
  }

  #read(): Reading {
    return (this.#whole ??= readWhole(this.#body) as Reading);
  }
}

const NONE: readonly Problem[] = [];

const tableOf = ({ entityType }: Readonly<Record<string, unknown>>) =>
  tables[entityType === 'INDIVIDUAL' || entityType === 'ORGANIZATION' ? entityType : 'UNKNOWN'];

/**
 * What is stored of a customer: the message without what only concerns the message itself (docs/contract/contract.md,
 * "Reading back").
 */
export function profileOf({
  communicationNumber,
  customerExtId,
  action,
  ...profile
}: Partial<CustomerMessage>): Profile {
  return profile;
}

/** A customer's fields in main names, values as sent; keys are trimmed, and alternative words read as the main ones. */
export type Profile = Omit<Partial<CustomerMessage>, 'communicationNumber' | 'customerExtId' | 'action'>;
