import { isObject, MAX_DEPTH } from '../rules/json.js';
import { Node } from '../rules/node.js';
import type { Problem } from '../rules/rule.js';
import type { CodeUse, Ignored } from '../rules/run.js';
import { STRUCTURE } from '../rules/structure.js';
import type { CustomerMessage } from './fields.js';
import { tables } from './tables.js';

/** A body that was read. Without problems the message is a whole {@link CustomerMessage}; a value that did not read is left out. */
export interface Reading {
  readonly message: Partial<CustomerMessage>;
  /** What the message alone breaks. What needs reference data is {@link decide}'s, what needs stored customers is the store's. */
  readonly problems: readonly Problem[];
  /** The codes it uses, for `decide` to look up. */
  readonly uses: readonly CodeUse[];
  /** Its unknown members; their names are the sender's text and belong into no log. */
  readonly ignored: readonly Ignored[];
}

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
 * Reads a request body: names and their aliases, absent values, the form of each value, and the rules between the values
 * (contract.md, "Reading the values"). Total over every value that JSON can bring, and idempotent: a message reads as itself.
 */
export function read(value: unknown): Reading | Unreadable {
  if (!isObject(value)) return { unreadable: notAnObject([]) };
  const { value: message, problems, uses, ignored, tooDeep: deep } = tableOf(value['entityType']).read(value);
  return deep ? { unreadable: tooDeep([]) } : { message, problems, uses, ignored };
}

const tableOf = (entityType: unknown) => tables[entityType === 'INDIVIDUAL' || entityType === 'ORGANIZATION' ? entityType : 'UNKNOWN'];

/** What is stored of a customer: the message without what only concerns the message itself (contract.md, "Reading back"). */
export function profileOf({ communicationNumber, customerExtId, action, ...profile }: Partial<CustomerMessage>): Profile {
  return profile;
}

/** A customer's fields in main names, values as sent; keys are trimmed, and alternative words read as the main ones. */
export type Profile = Omit<Partial<CustomerMessage>, 'communicationNumber' | 'customerExtId' | 'action'>;
