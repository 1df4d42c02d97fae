import type { Fields } from './field.js';
import { Node } from './node.js';
import { recordPattern, type Entry } from './pattern.js';
import { REPORTED, reportTo, type ReadContext } from './read-context.js';
import { inspector, memberReader } from './reader.js';
import { recognise, type Recognised } from './recognise.js';
import { objectReader, presentUnder, type MemberReader } from './record.js';
import type { CatalogueEntry, Rule } from './rule.js';

type Body = Readonly<Record<string, unknown>>;

/** The options of a table. */
export interface TableOptions {
  /** The position of a field in the order of errors. */
  readonly order: (name: string) => readonly number[];
  /** Fields that must be absent, and the rule for each. */
  readonly forbidden?: { readonly fields: Fields; readonly rule: (name: string) => Rule };
  /** Fields that are neither stored nor checked, only inspected. */
  readonly unchecked?: Fields;
  /** Scalar fields, and lists of scalars, that {@link Recognised} must have as they are stored. */
  readonly observed?: readonly string[];
}

/** A compiled table of fields. It accepts every value that JSON can express. */
export interface Table {
  /** Reads a body in full: every problem, and the values to store. */
  readonly read: (body: Body) => ReadContext & { readonly value: Record<string, unknown> };
  /** Recognises most valid bodies without reading them in full; returns undefined if it is not sure. */
  readonly recognise: (body: Body) => Recognised | undefined;
  /** Every rule of the table. */
  readonly catalogue: readonly CatalogueEntry[];
}

/** Compiles a table of fields into closures. Codes and sentences are composed once, here. */
export function compile(fields: Fields, { order, forbidden, unchecked = {}, observed = [] }: TableOptions): Table {
  const catalogue: CatalogueEntry[] = [];
  const root = Node.root(catalogue);
  const entriesOf = (group: Fields): Entry[] =>
    Object.entries(group).map(([name, field]) => ({ node: root.member(name, ...order(name)), name, field }));
  const accepted = entriesOf(fields);
  const forbiddenEntries = entriesOf(forbidden?.fields ?? {});
  const uncheckedEntries = entriesOf(unchecked);
  const members = [
    ...accepted.map(({ node, name, field }) => memberReader(node, name, field, 2)),
    ...forbiddenEntries.map((entry) => inspectedMember(entry, forbidden?.rule(entry.name))),
    ...uncheckedEntries.map((entry) => inspectedMember(entry)),
  ];
  const read = objectReader(root, members, 1);
  const pattern = recordPattern(root, accepted, 1, { observed, refused: [...forbiddenEntries, ...uncheckedEntries] });
  return {
    catalogue,
    recognise: (body) => recognise(pattern, body),
    read: (body) => {
      const context: ReadContext = { problems: [], uses: [], ignored: [], at: [], tooDeep: false };
      const value = read(body, context) as Record<string, unknown>;
      return { ...context, value };
    },
  };
}

/** A member that is inspected under each of its names and never stored. With a rule, its presence breaks the rule. */
function inspectedMember({ node, name, field }: Entry, rule?: Rule): MemberReader {
  const report = rule && node.rule(rule, 'forbidden');
  // `take` returns the values as one list, so the list counts as the body's level.
  const inspectOnly = inspector(node, 1);
  const { aliases = [] } = field.options;
  const names = [name, ...aliases];
  return {
    name,
    aliases,
    take: (body) => {
      const values = presentUnder(names, body);
      return values.length > 0 ? values : undefined;
    },
    read: (raw, context) => {
      inspectOnly(raw, context);
      return report ? reportTo(context, report) : REPORTED;
    },
    absent: undefined,
    policies: undefined,
  };
}
