import type { Fields } from './field.js';
import { Node } from './node.js';
import { recordPattern } from './pattern.js';
import { lookInto, member } from './reader.js';
import { recognise, type Recognised } from './recognise.js';
import { membersReader, presentUnder, type Member } from './record.js';
import type { CatalogueEntry, Rule } from './rule.js';
import { REPORTED, refuse, type Run } from './run.js';

/** How the fields of the outermost object stand to each other. */
export interface Setting {
  /** Where a field ranks in the contract's order of errors. */
  readonly order: (name: string) => readonly number[];
  /** Fields that must be absent, and the rule that says so. */
  readonly forbidden?: { readonly fields: Fields; readonly rule: (name: string) => Rule };
  /** Fields that cannot be judged yet, and are neither read nor rejected. */
  readonly unjudged?: Fields;
  /** Scalar fields, and lists of scalars, that somebody else than the table's policies looks at. */
  readonly observed?: readonly string[];
}

/** A table compiled to read bodies with: total over every value that JSON can bring. */
export interface Table {
  readonly read: (body: Body) => Run & { readonly value: Record<string, unknown> };
  /**
   * Tells of most bodies that read without a problem that they do, at a fraction of the cost; undefined says nothing.
   */
  readonly recognise: (body: Body) => Recognised | undefined;
  readonly catalogue: readonly CatalogueEntry[];
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Compiles a table of fields into closures, once: codes and sentences are joined here, so that a good message pays for
 * none.
 */
export function compile(fields: Fields, { order, forbidden, unjudged = {}, observed = [] }: Setting): Table {
  const catalogue: CatalogueEntry[] = [];
  const root = Node.root(catalogue);
  const at = (name: string): Node => root.member(name, ...order(name));
  const read = membersReader(
    root,
    [
      ...Object.entries(fields).map(([name, field]) => member(at(name), name, field, 2)),
      ...Object.entries(forbidden?.fields ?? {}).map(([name, field]) =>
        opaque(at(name), name, field.says.aliases, forbidden?.rule(name)),
      ),
      ...Object.entries(unjudged).map(([name, field]) => opaque(at(name), name, field.says.aliases)),
    ],
    1,
  );
  const entries = (each: Fields, refused: boolean) =>
    Object.entries(each).map(([name, field]) => ({ node: at(name), name, field, refused }));
  const pattern = recordPattern(
    root,
    [...entries(fields, false), ...entries({ ...forbidden?.fields, ...unjudged }, true)],
    1,
    observed,
  );
  return {
    catalogue,
    recognise: (body) => recognise(pattern, body),
    read: (body) => {
      const run: Run = { problems: [], uses: [], ignored: [], at: [], tooDeep: false };
      const value = read(body, run) as Record<string, unknown>;
      return { ...run, value };
    },
  };
}

/** A member that is looked through under each of its names and never stored; with a rule, its presence breaks it. */
function opaque(node: Node, name: string, aliases: readonly string[] = [], rule?: Rule): Member {
  const report = rule && node.rule(rule, 'forbidden');
  // What is given under the names comes as one list, which stands where the body does.
  const look = lookInto(node, 1);
  const names = [name, ...aliases];
  return {
    name,
    aliases,
    take: (body) => {
      const given = presentUnder(names, body);
      return given.length > 0 ? given : undefined;
    },
    read: (raw, run) => {
      look(raw, run);
      return report ? refuse(run, report) : REPORTED;
    },
    absent: undefined,
    policies: undefined,
  };
}
