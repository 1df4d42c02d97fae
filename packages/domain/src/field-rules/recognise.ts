import { isObject } from './json.js';
import type { MemberPattern, Pattern, RecordPattern } from './pattern.js';
import type { Ignored, ReadContext } from './read-context.js';
import { compareRanks } from './rule.js';
import { checkScalar, isFailure } from './scalar.js';
import { MAX_ELEMENTS } from './structure.js';
import { isBlank, isWellFormed } from './values.js';

type Body = Readonly<Record<string, unknown>>;

/** The result of recognising a body: it has no problem. */
export interface Recognised {
  /** The body, with its observed members as they are stored. */
  readonly value: Body;
  /** The codes in the body: each code follows the name of its code list. */
  readonly codes: readonly string[];
  readonly ignored: readonly Ignored[];
  /** Whether the body and the message differ only in absent members and in unknown members of the body itself. */
  readonly isMessage: boolean;
}
type RecogniseContext = ReadContext & { readonly codes: string[]; isMessage: boolean };

/** Returned for a value that may have a problem: only a full read can decide. */
const UNSURE = Symbol('unsure');

/** A body with unknown members in more objects than this needs a full read, which lists them without sorting. */
const MAX_IGNORED = 1000;

/** Recognises a body without problems; returns undefined if the body may have one (docs/adr/0010). */
export function recognise(pattern: RecordPattern, body: Body): Recognised | undefined {
  const context: RecogniseContext = {
    problems: [],
    uses: [],
    ignored: [],
    at: [],
    tooDeep: false,
    codes: [],
    isMessage: true,
  };
  const value = recogniseRecord(pattern, body, context);
  const { problems, codes, ignored, isMessage } = context;
  if (value === UNSURE || problems.length > 0 || context.tooDeep || ignored.length > MAX_IGNORED) return undefined;
  if (ignored.length > 1) ignored.sort((a, b) => compareRanks(a.rank(), b.rank()));
  return { value: value as Body, codes, ignored, isMessage };
}

/** Returns the value to store, undefined if it is blank, or {@link UNSURE}. */
function recogniseValue(pattern: Pattern, raw: unknown, context: RecogniseContext): unknown {
  if (typeof raw === 'string' && isBlank(raw)) return undefined;
  const { scalar, items, record } = pattern;
  if (scalar === undefined)
    return items ? recogniseList(items, raw, context) : record ? recogniseRecord(record, raw, context) : UNSURE;
  const checked = checkScalar(scalar, raw);
  if (isFailure(checked) || (pattern.isFreeText && typeof raw === 'string' && !isWellFormed(raw))) return UNSURE;
  if (pattern.codeList !== undefined) context.codes.push(pattern.codeList, raw as string);
  if (checked !== raw) context.isMessage = false;
  return checked;
}

function recogniseList(items: Pattern, raw: unknown, context: RecogniseContext): unknown {
  if (!Array.isArray(raw) || raw.length > MAX_ELEMENTS) return UNSURE;
  const list: readonly unknown[] = raw;
  let changed: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    context.at[items.lists - 1] = i;
    const stored = recogniseValue(items, list[i], context);
    if (stored === UNSURE) return UNSURE;
    if (stored === undefined) context.isMessage = false;
    if (stored !== list[i]) changed ??= list.slice(0, i);
    if (changed && stored !== undefined) changed.push(stored);
  }
  return changed ?? list;
}

/** Loops over the members of the body, so that absent fields cost nothing; mandatory members are counted. */
function recogniseRecord(pattern: RecordPattern, raw: unknown, context: RecogniseContext): unknown {
  if (!isObject(raw)) return UNSURE;
  let unknown: string[] | undefined;
  let changes: Record<string, unknown> | undefined;
  let awaited = pattern.mandatory;
  let last = pattern.start;
  for (const key in raw) {
    const member = memberAfter(last, key, pattern);
    if (member === undefined) {
      (unknown ??= []).push(key);
      continue;
    }
    last = member;
    const value = raw[key];
    const stored = value === null || value === undefined ? undefined : recogniseValue(member.pattern, value, context);
    if (stored === UNSURE) return UNSURE;
    if (member.plain) continue;
    if (key !== member.name) {
      if (hasTwoNames(raw, member)) return UNSURE;
      context.isMessage = false;
    }
    if (member.mandatory && stored !== undefined) awaited--;
    if (member.observed && (stored !== value || key !== member.name)) (changes ??= {})[member.name] = stored;
  }
  if (awaited > 0) return UNSURE;
  if (unknown) {
    pattern.ignore(raw, unknown, context);
    context.isMessage &&= pattern.isBody;
  }
  const record = changes ? { ...raw, ...changes } : raw;
  for (const { broken } of pattern.policies) if (broken(record)) return UNSURE;
  return record;
}

/** Finds a member by key: first guesses the expected one, then the one after it. */
function memberAfter(last: MemberPattern, key: string, { byKey }: RecordPattern): MemberPattern | undefined {
  const expected = last.next;
  if (key === expected.key) return expected;
  if (key === expected.next.key) return expected.next;
  const member = byKey.get(key);
  if (member) last.next = member;
  return member;
}

const hasTwoNames = (body: Body, { names }: MemberPattern): boolean =>
  names.filter((name) => Object.hasOwn(body, name)).length > 1;
