import { isObject, MAX_DEPTH } from '../field-rules/json.js';
import { Node } from '../field-rules/node.js';
import type { CodeUse, Ignored } from '../field-rules/read-context.js';
import type { Recognised } from '../field-rules/compile.js';
import type { Problem } from '../field-rules/rule.js';
import { STRUCTURE } from '../field-rules/structure.js';
import type { Facts } from './facts.js';
import type { CustomerMessage, NOT_IN_PROFILE } from './fields.js';
import { tables } from './tables.js';

/** The result of reading a body. */
export interface Reading {
  /** The message without its invalid values; a whole {@link CustomerMessage} if there are no problems. */
  readonly message: Partial<CustomerMessage>;
  /** The problems of the message alone. `decide` adds those that need reference data, the store those of its data. */
  readonly problems: readonly Problem[];
  /** The codes in the message, for `decide` to look up. */
  readonly uses: readonly CodeUse[];
  /** The unknown members. Their names come from the sender: never log them. */
  readonly ignored: readonly Ignored[];
  /** Present if the fast path recognised the body as valid; if absent, the body can be valid or not. */
  readonly valid?: ValidBody;
  /**
   * The profile for a risk evaluation: the members of {@link profileOf} with equal values. It can be the body itself,
   * which is cheaper than a full read. Then it can also have absent values, the fields of the message itself, and
   * unknown members at the top level, so do not show it as the profile.
   */
  profile(): Profile;
}

/** The parts of a body without problems that `decide` needs. */
export interface ValidBody {
  /** The body, with its {@link Facts} as they are stored. */
  readonly facts: Facts;
  /** The codes in the body: each code follows the name of its code list. */
  readonly codes: readonly string[];
}

/** The valid {@link Facts} of a reading, without a full read of a recognised body. */
export const factsOf = (reading: Reading): Partial<Facts> => reading.valid?.facts ?? reading.message;

/** A body that is not a JSON object or is nested too deeply (F003). It has no other problems. */
export interface Unreadable {
  readonly unreadable: Problem;
}

/** The detail that F003 adds for a body that is nested too deeply. */
export const TOO_DEEP = ` whose values nest no deeper than ${MAX_DEPTH} levels`;

const body = Node.root([]);
const notAnObject = body.structure(STRUCTURE.notAnObject, { detail: '' });
const tooDeep = body.structure(STRUCTURE.notAnObject, { detail: TOO_DEEP });

/**
 * Reads a request body: aliases, absent values, the form of each value and the policies between values
 * (docs/contract/contract.md, "Reading the values"). Accepts every value that JSON can express, never throws, and is
 * idempotent: reading a message returns the same message.
 */
export function read(value: unknown): Reading | Unreadable {
  const recognised = isObject(value) ? tableOf(value).recognise(value) : undefined;
  return recognised ? new RecognisedReading(value, recognised) : readInFull(value);
}

/** Reads without the fast path. {@link read} returns an equal result, faster. */
export function readInFull(value: unknown): Reading | Unreadable {
  if (!isObject(value)) return { unreadable: notAnObject([]) };
  const { value: message, problems, uses, ignored, tooDeep: isTooDeep } = tableOf(value).read(value);
  return isTooDeep
    ? { unreadable: tooDeep([]) }
    : { message, problems, uses, ignored, profile: () => profileOf(message) };
}

/** The reading of a recognised body. It reads the message in full on first access: most callers never need it. */
class RecognisedReading implements Reading {
  readonly problems: readonly Problem[] = NO_PROBLEMS;
  readonly ignored: readonly Ignored[];
  readonly valid: ValidBody;
  readonly #body: unknown;
  readonly #isMessage: boolean;
  #full: Reading | undefined;

  constructor(body: unknown, { observed, codes, ignored, isMessage }: Recognised) {
    this.#body = body;
    this.#isMessage = isMessage;
    this.ignored = ignored;
    this.valid = { facts: observed as Facts, codes };
  }

  get message(): Partial<CustomerMessage> {
    return this.#read().message;
  }

  get uses(): readonly CodeUse[] {
    return this.#read().uses;
  }

  profile(): Profile {
    return this.#isMessage ? (this.#body as Profile) : profileOf(this.message);
  }

  #read(): Reading {
    return (this.#full ??= readInFull(this.#body) as Reading);
  }
}

const NO_PROBLEMS: readonly Problem[] = [];

const tableOf = ({ entityType }: Readonly<Record<string, unknown>>) =>
  tables[entityType === 'INDIVIDUAL' || entityType === 'ORGANIZATION' ? entityType : 'UNKNOWN'];

/** The part of a message that is stored as the customer's profile (docs/contract/contract.md, "Reading back"). */
export function profileOf({
  communicationNumber,
  customerExtId,
  action,
  ...profile
}: Partial<CustomerMessage>): Profile {
  return profile;
}

/** The profile of a customer: a message without the fields that concern only the message itself. */
export type Profile = Omit<Partial<CustomerMessage>, (typeof NOT_IN_PROFILE)[number]>;
