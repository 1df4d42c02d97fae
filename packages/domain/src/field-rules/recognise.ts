import { isObject } from './json.js';
import { isComplaint, judge } from './judge.js';
import type { MemberPattern, Pattern, RecordPattern } from './pattern.js';
import { compare } from './rule.js';
import type { Ignored, Run } from './run.js';
import { MAX_ELEMENTS } from './structure.js';
import { isBlank, isSound } from './values.js';

/** What was found in a body that is sure to read without a problem. */
export interface Recognised {
  /** The body, with its observed members as they are stored. */
  readonly value: Body;
  /** The codes that it uses, each behind the name of its list. */
  readonly codes: readonly string[];
  readonly ignored: readonly Ignored[];
}
type Body = Readonly<Record<string, unknown>>;
type Recognition = Run & { readonly codes: string[] };

/** Stands for what may break a rule: only reading it tells. */
const UNSURE = Symbol('unsure');

/**
 * Bodies with unknown members in more objects than these are left to the reading, which lists them in the table's order
 * without sorting.
 */
const MAX_IGNORED = 1000;

/** Recognises a body that is sure to read without a problem; undefined where it may break a rule (docs/adr/0010). */
export function recognise(pattern: RecordPattern, body: Body): Recognised | undefined {
  const run: Recognition = { problems: [], uses: [], ignored: [], at: [], tooDeep: false, codes: [] };
  const value = recordOf(pattern, body, run);
  if (value === UNSURE || run.problems.length > 0 || run.tooDeep || run.ignored.length > MAX_IGNORED) return undefined;
  if (run.ignored.length > 1) run.ignored.sort((a, b) => compare(a.rank(), b.rank()));
  return { value: value as Body, codes: run.codes, ignored: run.ignored };
}

/** What is stored of a value, undefined where it is blank, or {@link UNSURE}. */
function stored(pattern: Pattern, raw: unknown, run: Recognition): unknown {
  if (typeof raw === 'string' && isBlank(raw)) return undefined;
  const { scalar, items, record } = pattern;
  if (scalar === undefined) return items ? listOf(items, raw, run) : record ? recordOf(record, raw, run) : UNSURE;
  const judgement = judge(scalar, raw);
  if (isComplaint(judgement) || (pattern.mayBeUnsound && typeof raw === 'string' && !isSound(raw))) return UNSURE;
  if (pattern.codeOf !== undefined) run.codes.push(pattern.codeOf, raw as string);
  return judgement;
}

function listOf(items: Pattern, raw: unknown, run: Recognition): unknown {
  if (!Array.isArray(raw) || raw.length > MAX_ELEMENTS) return UNSURE;
  const list: readonly unknown[] = raw;
  let kept: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    run.at[items.lists - 1] = i;
    const found = stored(items, list[i], run);
    if (found === UNSURE) return UNSURE;
    if (found !== list[i]) kept ??= list.slice(0, i);
    if (kept && found !== undefined) kept.push(found);
  }
  return kept ?? list;
}

/**
 * One loop over what the body has, so that fields which it lacks cost nothing: the mandatory ones among them are
 * counted.
 */
function recordOf(pattern: RecordPattern, raw: unknown, run: Recognition): unknown {
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
    const found = value === null || value === undefined ? undefined : stored(member.pattern, value, run);
    if (found === UNSURE) return UNSURE;
    if (member.plain) continue;
    if (key !== member.name && isGivenTwice(raw, member)) return UNSURE;
    if (member.mandatory && found !== undefined) awaited--;
    if (member.observed && (found !== value || key !== member.name)) (changes ??= {})[member.name] = found;
  }
  if (awaited > 0) return UNSURE;
  if (unknown) pattern.ignore(raw, unknown, run);
  const record = changes ? { ...raw, ...changes } : raw;
  for (const { broken } of pattern.policies) if (broken(record)) return UNSURE;
  return record;
}

/** The member under a key: mostly the one that is expected, or the one behind it where that is left out. */
function memberAfter(last: MemberPattern, key: string, { byKey }: RecordPattern): MemberPattern | undefined {
  const expected = last.next;
  if (key === expected.key) return expected;
  if (key === expected.next.key) return expected.next;
  const member = byKey.get(key);
  if (member) last.next = member;
  return member;
}

const isGivenTwice = (body: Body, { names }: MemberPattern): boolean =>
  names.filter((name) => Object.hasOwn(body, name)).length > 1;
