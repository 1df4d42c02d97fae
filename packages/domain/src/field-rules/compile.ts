import { recordTypes } from './describe.js';
import type { Fields } from './field.js';
import { ignoredFinder, type Entry } from './ignored.js';
import { Node } from './node.js';
import { policiesOf } from './policy.js';
import { REPORTED, reportTo, type Ignored, type ReadContext } from './read-context.js';
import { inspector, memberReader } from './reader.js';
import { Recognition, type Recognise } from './recognise.js';
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
  /** The generated recogniser of its bodies; without one, no body is recognised. */
  readonly recognise?: Recognise;
}

/** The result of recognising a body: it has no problem. */
export interface Recognised extends Pick<Recognition, 'observed' | 'codes' | 'isMessage'> {
  readonly ignored: readonly Ignored[];
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

/**
 * Compiles a table of fields into closures. Codes and sentences are composed once, here. Throws if a policy reads a
 * field that its record does not have.
 */
export function compile(fields: Fields, { order, forbidden, unchecked = {}, recognise }: TableOptions): Table {
  for (const record of [fields, ...[...recordTypes(fields).values()].map((type) => type.fields)]) policiesOf(record);
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
  const findIgnored = ignoredFinder(root, [...accepted, ...forbiddenEntries, ...uncheckedEntries]);
  return {
    catalogue,
    recognise: (body) => {
      const recognition = new Recognition();
      if (!recognise?.(body, recognition)) return undefined;
      const { observed, codes, isMessage, unknown } = recognition;
      const ignored = unknown ? findIgnored(body, unknown) : NONE;
      return ignored && { observed, codes, isMessage, ignored };
    },
    read: (body) => {
      const context: ReadContext = { problems: [], uses: [], ignored: [], at: [], tooDeep: false };
      const value = read(body, context) as Record<string, unknown>;
      return { ...context, value };
    },
  };
}

const NONE: readonly Ignored[] = [];

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
