import { inspect, sameJson } from './json.js';
import type { Node } from './node.js';
import { pointerTo } from './pointer.js';
import { refuse, REPORTED, type Read, type Run } from './run.js';
import { STRUCTURE } from './structure.js';
import { isBlank, isSound } from './values.js';

/** One member of an object: under which names it comes, how it is read, and what is said when it is not there. */
export interface Member {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly take: (body: Body, run: Run) => unknown;
  readonly read: Read;
  readonly absent: ((run: Run) => void) | undefined;
  readonly policies: ((record: Body, reported: readonly string[], run: Run) => void) | undefined;
}
type Body = Readonly<Record<string, unknown>>;

/** Compiles the reading of an object out of its members. */
export function membersReader(node: Node, members: readonly Member[], depth: number): Read {
  const known = new Set(members.flatMap(({ name, aliases }) => [name, ...aliases]));
  const ignore = ignoring(node, depth + 1);
  const conditional = members.filter(({ policies }) => policies !== undefined);
  return (raw, run) => {
    const body = raw as Body;
    const unknown = unknownIn(body, known);
    if (unknown.length > 0) ignore(body, unknown, run);
    const out: Record<string, unknown> = {};
    const reported: string[] = [];
    for (const { name, take, read, absent } of members) {
      const value = take(body, run);
      if (value === undefined) {
        absent?.(run);
        continue;
      }
      const result = value === REPORTED ? REPORTED : read(value, run);
      if (result === REPORTED) reported.push(name);
      else out[name] = result;
    }
    for (const { name, policies } of conditional) if (!reported.includes(name)) policies?.(out, reported, run);
    return out;
  };
}

function unknownIn(body: Body, known: ReadonlySet<string>): string[] {
  const unknown: string[] = [];
  for (const name in body) if (!known.has(name)) unknown.push(name);
  return unknown;
}

/** The member of a body, unless it is absent. */
export function present(body: Body, name: string): unknown {
  const value = body[name];
  return isAbsent(value) ? undefined : value;
}

/** A member that is null, or a blank string, is absent everywhere (docs/contract/contract.md, "Reading the values"). */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && isBlank(value));

/** What is present of a member under its names: mostly nothing, which allocates nothing. */
export function presentUnder(names: readonly string[], body: Body): readonly unknown[] {
  let given = NOTHING;
  for (const name of names) {
    const value = present(body, name);
    if (value !== undefined) given = [...given, value];
  }
  return given;
}
const NOTHING: readonly unknown[] = [];

/** Takes a member by its name or an alias; both with different values are F004. */
export function taking(node: Node, names: readonly string[], depth: number): Member['take'] {
  const [name = '', ...aliases] = names;
  if (aliases.length === 0) return (body) => present(body, name);
  const differ = node.structure(STRUCTURE.twoNames, { alias: aliases.join(', ') });
  return (body, run) => {
    const given = presentUnder(names, body);
    if (given.length < 2) return given[0];
    if (given.some((value) => inspect(value, depth).tooDeep)) {
      run.tooDeep = true;
      return REPORTED;
    }
    return given.every((value) => sameJson(value, given[0])) ? given[0] : refuse(run, differ);
  };
}

/**
 * Unknown members are kept in the message and listed; what rejects every message rejects it for them too, and ranks
 * last.
 */
export function ignoring(node: Node, depth: number): (body: Body, names: readonly string[], run: Run) => void {
  const unknown = node.structure(STRUCTURE.unknownField, {}, 'last');
  const unsound = node.structure(STRUCTURE.unsound, {}, 'last');
  return (body, names, run) => {
    const found = names.map((name) => inspect(body[name], depth));
    run.tooDeep ||= found.some(({ tooDeep }) => tooDeep);
    if (found.some((each) => each.unsound) || !names.every(isSound)) refuse(run, unsound);
    const at = [...run.at];
    const given = names.filter((name) => present(body, name) !== undefined);
    if (given.length > 0)
      run.ignored.push({
        count: given.length,
        pointers: () => given.map((name) => pointerTo(node.pointer(at), name)),
        problem: () => unknown(at, { count: String(given.length) }),
        rank: () => node.rank(at),
      });
  };
}
