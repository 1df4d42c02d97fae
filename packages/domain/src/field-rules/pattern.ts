import type { Field, Fields, Policy } from './field.js';
import { standardOf, type Standard } from './judge.js';
import type { Node } from './node.js';
import { ignoring } from './record.js';
import type { Run } from './run.js';

/**
 * What is recognised at one place of the table: a scalar, a list, a record, or, without any of them, nothing. All
 * patterns are of one shape, which an engine reads fastest.
 */
export interface Pattern {
  readonly scalar: Standard | undefined;
  /** The list that its code is of. */
  readonly codeOf: string | undefined;
  readonly mayBeUnsound: boolean;
  readonly items: Pattern | undefined;
  readonly record: RecordPattern | undefined;
  /** How many lists it is in: the index in the innermost is the last. */
  readonly lists: number;
}

/** An object of fields. */
export interface RecordPattern {
  /** Stands before the first member. */
  readonly start: MemberPattern;
  readonly byKey: ReadonlyMap<string, MemberPattern>;
  /** How many members must be there. */
  readonly mandatory: number;
  readonly policies: readonly Policy[];
  readonly ignore: (body: Readonly<Record<string, unknown>>, names: readonly string[], run: Run) => void;
}

/** A member of an object under one of its names. */
export interface MemberPattern {
  readonly key: string;
  readonly name: string;
  /** All its names. */
  readonly names: readonly string[];
  readonly pattern: Pattern;
  readonly mandatory: boolean;
  /** Whether a policy, or somebody else, looks at what is stored of it. */
  readonly observed: boolean;
  /** Comes under its main name and is neither mandatory nor observed, as most are. */
  readonly plain: boolean;
  /**
   * The member that is expected after it: at first the next in the table, later the one that came. Comparing is faster
   * than looking up.
   */
  next: MemberPattern;
}

/** A field as a member of an object. */
export interface Entry {
  readonly node: Node;
  readonly name: string;
  readonly field: Field;
  /** Whether its presence breaks a rule, or cannot be judged. */
  readonly refused?: boolean;
}

/** Compiles what is recognised as an object of fields; `observed` are members that others than the policies look at. */
export function recordPattern(
  node: Node,
  entries: readonly Entry[],
  depth: number,
  observed: readonly string[] = [],
): RecordPattern {
  const policies = entries.flatMap(({ name, field: { says } }) =>
    (says.policies ?? []).map((policy) => ({ name, policy })),
  );
  const names = new Set([...observed, ...policies.flatMap(({ name, policy: { reads = [] } }) => [name, ...reads])]);
  const members = entries.flatMap((entry) => memberPatterns(entry, names, depth + 1));
  members.forEach((member, i) => {
    member.next = members[i + 1] ?? member;
  });
  const [first] = members;
  if (!first) throw new Error('A record without fields');
  return {
    start: { ...first, next: first },
    byKey: new Map(members.map((member) => [member.key, member])),
    mandatory: members.filter(({ mandatory, key, name }) => mandatory && key === name).length,
    policies: policies.map(({ policy }) => policy),
    ignore: ignoring(node, depth + 1),
  };
}

function memberPatterns(
  { node, name, field, refused = false }: Entry,
  names: ReadonlySet<string>,
  depth: number,
): MemberPattern[] {
  const { must, missing = must, aliases = [] } = field.says;
  const mandatory = !refused && missing !== undefined;
  const observed = names.has(name);
  const pattern = refused ? NOTHING : patternOf(node, field, depth);
  const all = [name, ...aliases];
  return all.map((key) => ({
    key,
    name,
    names: all,
    pattern,
    mandatory,
    observed,
    plain: key === name && !mandatory && !observed,
    next: undefined as unknown as MemberPattern,
  }));
}

const NOTHING: Pattern = {
  scalar: undefined,
  codeOf: undefined,
  mayBeUnsound: false,
  items: undefined,
  record: undefined,
  lists: 0,
};

/** What reads as a date, a number, a truth value or a word of the table cannot be unsound. */
const MAY_BE_UNSOUND: readonly string[] = ['text', 'key', 'scalar', 'code'] satisfies Standard['kind'][];

function patternOf(node: Node, { is }: Field, depth: number): Pattern {
  const { lists } = node;
  switch (is.kind) {
    case 'record':
      return { ...NOTHING, lists, record: recordPattern(node, entriesOf(node, is.fields), depth) };
    case 'list':
      return { ...NOTHING, lists, items: patternOf(node.element(), is.items, depth + 1) };
    default:
      return {
        ...NOTHING,
        lists,
        scalar: standardOf(is),
        mayBeUnsound: MAY_BE_UNSOUND.includes(is.kind),
        codeOf: is.kind === 'code' ? is.list : undefined,
      };
  }
}

const entriesOf = (node: Node, fields: Fields): Entry[] =>
  Object.entries(fields).map(([name, field], order) => ({ node: node.member(name, order), name, field }));
