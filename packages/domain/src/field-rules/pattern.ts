import type { Field, Fields } from './field.js';
import type { Node } from './node.js';
import { policiesOf } from './policy.js';
import type { ReadContext } from './read-context.js';
import { unknownMembers } from './record.js';
import type { Policy } from './rule.js';
import { scalarCheck, type ScalarCheck } from './scalar.js';

/**
 * The pattern of one field's value: a scalar, a list or a record; with none of them, no value matches. All patterns
 * have the same object shape, which JavaScript engines access fastest (docs/adr/0010).
 */
export interface Pattern {
  readonly scalar: ScalarCheck | undefined;
  /** The code list, if the scalar is a code. */
  readonly codeList: string | undefined;
  /** Whether a valid scalar can still be ill-formed text. */
  readonly isFreeText: boolean;
  readonly items: Pattern | undefined;
  readonly record: RecordPattern | undefined;
  /** The number of lists around the value. */
  readonly lists: number;
}

/** The pattern of an object. */
export interface RecordPattern {
  /** A sentinel whose `next` is the first member. */
  readonly start: MemberPattern;
  readonly byKey: ReadonlyMap<string, MemberPattern>;
  /** The number of mandatory members. */
  readonly mandatory: number;
  readonly policies: readonly Policy[];
  /** Whether the object is the body. */
  readonly isBody: boolean;
  readonly ignore: (body: Readonly<Record<string, unknown>>, names: readonly string[], context: ReadContext) => void;
}

/** A member of an object under one of its names. */
export interface MemberPattern {
  readonly key: string;
  /** The main name. */
  readonly name: string;
  /** The main name and all aliases. */
  readonly names: readonly string[];
  readonly pattern: Pattern;
  readonly mandatory: boolean;
  /** Whether a policy or the caller needs the stored value. */
  readonly observed: boolean;
  /** Whether it needs nothing but a valid value, as most do: it has its main name, is optional and not observed. */
  readonly plain: boolean;
  /**
   * The member that probably follows: at first the next one in the table, later the one that followed last time.
   * Comparing its key is faster than a look-up.
   */
  next: MemberPattern;
}

/** A field as a member of an object. */
export interface Entry {
  readonly node: Node;
  readonly name: string;
  readonly field: Field;
}

/**
 * Compiles the pattern of an object. `observed` names the members that the caller needs; a body with one of the
 * `refused` members never matches.
 */
export function recordPattern(
  node: Node,
  entries: readonly Entry[],
  depth: number,
  { observed = [], refused = [] }: { observed?: readonly string[]; refused?: readonly Entry[] } = {},
): RecordPattern {
  const policies = policiesOf(Object.fromEntries(entries.map(({ name, field }) => [name, field])));
  const observedNames = new Set([...observed, ...policies.flatMap(({ reads }) => reads)]);
  const members = [
    ...entries.flatMap((entry) => memberPatterns(entry, patternOf(entry.node, entry.field, depth + 1), observedNames)),
    ...refused.flatMap((entry) => memberPatterns(entry, NO_VALUE, observedNames)),
  ];
  members.forEach((member, i) => {
    member.next = members[i + 1] ?? member;
  });
  const [first] = members;
  if (!first) throw new Error('A record needs at least one field');
  return {
    start: { ...first, next: first },
    byKey: new Map(members.map((member) => [member.key, member])),
    mandatory: members.filter(({ mandatory, key, name }) => mandatory && key === name).length,
    policies,
    isBody: node.path === '',
    ignore: unknownMembers(node, depth + 1),
  };
}

/** The patterns of a member, one per name. */
function memberPatterns({ name, field }: Entry, pattern: Pattern, observedNames: ReadonlySet<string>): MemberPattern[] {
  const { missingOrInvalid, missing = missingOrInvalid, aliases = [] } = field.options;
  const mandatory = pattern !== NO_VALUE && missing !== undefined;
  const observed = observedNames.has(name);
  const names = [name, ...aliases];
  return names.map((key) => ({
    key,
    name,
    names,
    pattern,
    mandatory,
    observed,
    plain: key === name && !mandatory && !observed,
    next: undefined as unknown as MemberPattern,
  }));
}

const NO_VALUE: Pattern = {
  scalar: undefined,
  codeList: undefined,
  isFreeText: false,
  items: undefined,
  record: undefined,
  lists: 0,
};

/** A valid value of any other kind contains neither NUL characters nor surrogates. */
const FREE_TEXT: readonly string[] = ['text', 'key', 'scalar', 'code'] satisfies ScalarCheck['kind'][];

function patternOf(node: Node, { type }: Field, depth: number): Pattern {
  const { lists } = node;
  switch (type.kind) {
    case 'record':
      return { ...NO_VALUE, lists, record: recordPattern(node, entriesOf(node, type.fields), depth) };
    case 'list':
      return { ...NO_VALUE, lists, items: patternOf(node.element(), type.items, depth + 1) };
    default:
      return {
        ...NO_VALUE,
        lists,
        scalar: scalarCheck(type),
        isFreeText: FREE_TEXT.includes(type.kind),
        codeList: type.kind === 'code' ? type.codeList : undefined,
      };
  }
}

const entriesOf = (node: Node, fields: Fields): Entry[] =>
  Object.entries(fields).map(([name, field], order) => ({ node: node.member(name, order), name, field }));
