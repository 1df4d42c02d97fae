import { inspect, inspectMembers, sameJson, type Inspection } from './json.js';
import type { Node } from './node.js';
import { pointerTo } from './pointer.js';
import { REPORTED, reportTo, type ReadContext, type ReadValue } from './read-context.js';
import { MAX_ELEMENTS, MAX_MEMBERS, STRUCTURE } from './structure.js';
import { isBlank } from './values.js';

type Body = Readonly<Record<string, unknown>>;

/** The compiled reading of one member of an object. */
export interface MemberReader {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Returns the raw value under the name or an alias; undefined if the member is absent. */
  readonly take: (body: Body, context: ReadContext) => unknown;
  readonly read: ReadValue;
  /** Reports that a mandatory member is absent. */
  readonly absent: ((context: ReadContext) => void) | undefined;
  /** Checks the policies, on the stored values; `reported` names the members with invalid values. */
  readonly policies: ((record: Body, reported: readonly string[], context: ReadContext) => void) | undefined;
}

/** Compiles the reading of an object from its members. */
export function objectReader(node: Node, members: readonly MemberReader[], depth: number): ReadValue {
  const known = new Set(members.flatMap(({ name, aliases }) => [name, ...aliases]));
  const ignore = unknownMembers(node, depth + 1);
  const withPolicies = members.filter(({ policies }) => policies !== undefined);
  return (raw, context) => {
    const body = raw as Body;
    const unknown = unknownIn(body, known);
    if (unknown.length > 0) ignore(body, unknown, context);
    const out: Record<string, unknown> = {};
    const reported: string[] = [];
    for (const { name, take, read, absent } of members) {
      const value = take(body, context);
      if (value === undefined) {
        absent?.(context);
        continue;
      }
      const stored = value === REPORTED ? REPORTED : read(value, context);
      if (stored === REPORTED) reported.push(name);
      else out[name] = stored;
    }
    for (const { policies } of withPolicies) policies?.(out, reported, context);
    return out;
  };
}

function unknownIn(body: Body, known: ReadonlySet<string>): string[] {
  const unknown: string[] = [];
  for (const name in body) if (!known.has(name)) unknown.push(name);
  return unknown;
}

/** The value of a member, or undefined if it is absent. */
export function present(body: Body, name: string): unknown {
  const value = body[name];
  return isAbsent(value) ? undefined : value;
}

/** Null and blank strings count as absent everywhere (docs/contract/contract.md, "Reading the values"). */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && isBlank(value));

/** The values that are present under the given names. Most members are absent, which allocates nothing. */
export function presentUnder(names: readonly string[], body: Body): readonly unknown[] {
  let values = NONE;
  for (const name of names) {
    const value = present(body, name);
    if (value !== undefined) values = [...values, value];
  }
  return values;
}
const NONE: readonly unknown[] = [];

/** Compiles `take` for a member. Different values under its name and an alias are F004. */
export function takeMember(node: Node, names: readonly string[], depth: number): MemberReader['take'] {
  const [name = '', ...aliases] = names;
  if (aliases.length === 0) return (body) => present(body, name);
  const differ = node.structure(STRUCTURE.twoNames, { alias: aliases.join(', ') });
  return (body, context) => {
    const values = presentUnder(names, body);
    if (values.length < 2) return values[0];
    if (values.some((value) => inspect(value, depth).tooDeep)) {
      context.tooDeep = true;
      return REPORTED;
    }
    return values.every((value) => sameJson(value, values[0])) ? values[0] : reportTo(context, differ);
  };
}

/**
 * Compiles the handling of unknown members: they are listed, and inspected for findings that reject a body anywhere in
 * it. Their problems rank last.
 */
export function unknownMembers(
  node: Node,
  depth: number,
): (body: Body, names: readonly string[], context: ReadContext) => void {
  const unknown = node.structure(STRUCTURE.unknownField, {}, 'last');
  const reportSize = largeObject(node);
  const reportInspection = inspectionReporter(node);
  return (body, names, context) => {
    // No record type has half as many fields, so an object with few unknown members need not be counted.
    const isLarge = names.length > MAX_MEMBERS / 2 && Object.keys(body).length > MAX_MEMBERS;
    if (isLarge) reportTo(context, reportSize);
    reportInspection(inspectMembers(body, names, depth), context);
    const presentNames = isLarge ? [] : names.filter((name) => present(body, name) !== undefined);
    if (presentNames.length === 0) return;
    const at = [...context.at];
    context.ignored.push({
      count: presentNames.length,
      pointers: () => presentNames.map((name) => pointerTo(node.pointer(at), name)),
      problem: () => unknown(at, { count: String(presentNames.length) }),
      rank: () => node.rank(at),
    });
  };
}

/** The body itself has no row in the order of errors, so its size ranks last. */
const largeObject = (node: Node) =>
  node.structure(STRUCTURE.tooManyMembers, { limit: String(MAX_MEMBERS) }, node.path === '' ? 'last' : 'own');

function inspectionReporter(node: Node): (inspection: Inspection, context: ReadContext) => void {
  const longList = node.structure(STRUCTURE.tooManyUnknown, { limit: String(MAX_ELEMENTS) }, 'last');
  const largeMember = node.structure(STRUCTURE.tooManyUnknownMembers, { limit: String(MAX_MEMBERS) }, 'last');
  const illFormed = node.structure(STRUCTURE.illFormedText, {}, 'last');
  return (inspection, context) => {
    context.tooDeep ||= inspection.tooDeep;
    if (inspection.longList) reportTo(context, longList);
    if (inspection.largeObject) reportTo(context, largeMember);
    if (inspection.illFormed) reportTo(context, illFormed);
  };
}
