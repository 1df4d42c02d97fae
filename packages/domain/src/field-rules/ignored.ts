import type { Field } from './field.js';
import { isObject } from './json.js';
import type { Node } from './node.js';
import type { Ignored, ReadContext } from './read-context.js';
import { unknownMembers } from './record.js';

type Unknown = ReadonlyMap<object, ReadonlySet<string>>;
type Visit = (value: unknown, unknown: Unknown, context: ReadContext) => void;

/** A field as a member of an object. */
export interface Entry {
  readonly node: Node;
  readonly name: string;
  readonly field: Field;
}

/**
 * Returns a function that lists the unknown members of a valid body, as a full read does, given the names by object;
 * undefined if one of them is a problem.
 */
export function ignoredFinder(
  node: Node,
  entries: readonly Entry[],
): (body: object, unknown: Unknown) => readonly Ignored[] | undefined {
  const visit = objectVisitor(node, entries, 1);
  return (body, unknown) => {
    const context: ReadContext = { problems: [], uses: [], ignored: [], at: [], tooDeep: false };
    visit(body, unknown, context);
    return context.problems.length > 0 || context.tooDeep ? undefined : context.ignored;
  };
}

/** Visits an object and the objects inside its known members, in the order of the table. */
function objectVisitor(node: Node, entries: readonly Entry[], depth: number): Visit {
  const members = entries.flatMap(({ node: member, name, field }) => {
    const visit = valueVisitor(member, field, depth + 1);
    return visit ? [name, ...(field.options.aliases ?? [])].map((key) => ({ key, visit })) : [];
  });
  const ignore = unknownMembers(node, depth + 1);
  return (value, unknown, context) => {
    if (!isObject(value)) return;
    const names = unknown.get(value);
    if (names) ignore(value, [...names], context);
    for (const { key, visit } of members) visit(value[key], unknown, context);
  };
}

function valueVisitor(node: Node, { type }: Field, depth: number): Visit | undefined {
  if (type.kind === 'record') {
    const entries = Object.entries(type.fields).map(([name, field], order) => ({
      node: node.member(name, order),
      name,
      field,
    }));
    return objectVisitor(node, entries, depth);
  }
  if (type.kind !== 'list') return undefined;
  const visit = valueVisitor(node.element(), type.items, depth + 1);
  return (
    visit &&
    ((value, unknown, context) => {
      if (!Array.isArray(value)) return;
      for (const [i, element] of value.entries()) {
        context.at.push(i);
        visit(element, unknown, context);
        context.at.pop();
      }
    })
  );
}
