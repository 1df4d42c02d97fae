import { ENTITY_TYPES, type EntityType, type Profile } from '@aml-customer/domain';
import { BY_FORM, COUNTRY_STANDARD, countryTest, CURRENT_STANDARD } from '../answers/countries.js';
import { formatDay, parseDay } from '../answers/days.js';
import { isAnsweredAt } from '../answers/field.js';
import { NotEvaluable } from '../answers/not-evaluable.js';
import { slotOf } from '../answers/slots.js';
import { Evaluation, Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import type { Model } from '../model/model.js';
import { NAMED_VALUES } from './assessment.js';
import {
  COMPACT,
  compactCause,
  type CompactAssessment,
  type CompactCause,
  type CompactFactor,
  type CompactFloor,
  type Writable,
} from './compact.js';
import type { Compiled } from './compile.js';
import { Findings } from './found-in.js';
import { addListed, addUnrecognised } from './listed-members.js';

/** The inputs of an assessment besides the profile and the model. */
export interface Circumstances {
  /**
   * The day of the assessment: `yyyy-MM-dd`, a date-time, of which the day is taken regardless of its offset, or a
   * Date, of which the day in UTC is taken.
   */
  readonly assessedOn: Date | string;
  /**
   * JSON Pointers of flags that count as true because a person confirmed them (docs/contract/callbacks.md, "The
   * customer after an assessment").
   */
  readonly confirmed?: readonly string[];
  /** The standard of country codes, as an earlier assessment records it; by default the current one. */
  readonly countryStandard?: string;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Assesses a profile that the domain accepted, up to what is stored of it. Pure: equal arguments give equal bytes.
 * Throws {@link NotEvaluable} if an answer is missing or malformed, and RangeError if `assessedOn` is not a day.
 */
export function assess(
  model: Model,
  profile: Profile,
  { assessedOn, confirmed = [], countryStandard = COUNTRY_STANDARD }: Circumstances,
): CompactAssessment {
  // Compiling numbers the fields, so it comes before reading the profile.
  const { compiled } = model;
  const on = assessmentDay(assessedOn);
  const evaluation = new Evaluation(
    confirmed.length === 0 ? NOBODY : new Set([...confirmed].sort()),
    countryTest(countryStandard),
  );
  const subject = new Subject(profile, evaluation);
  const type = requireAnswers(compiled, subject);
  const findings = new Findings(subject);
  const factors = factorsWithPoints(compiled, subject, findings);
  const floors = firedFloors(compiled, subject, findings);
  const compact: Writable<CompactAssessment> = { compact: COMPACT, on, type };
  if (countryStandard !== BY_FORM) compact.countries = CURRENT_STANDARD;
  if (factors.length > 0) compact.factors = factors;
  if (floors.length > 0) compact.floors = floors;
  addUnrecognised(compact, evaluation);
  if (compiled.listed) addListed(compact, compiled.listed, subject, findings);
  if (confirmed.length > 0) compact.confirmed = [...evaluation.confirmed];
  return compact;
}

function assessmentDay(assessedOn: Date | string): string {
  if (typeof assessedOn !== 'string' && Math.floor(assessedOn.getTime() / DAY) === lastDay.number) return lastDay.text;
  const day = parseDay(typeof assessedOn === 'string' ? assessedOn : assessedOn.toISOString());
  if (!day) throw new RangeError(`assessedOn is not a day: ${String(assessedOn)}`);
  const text = formatDay(day);
  if (typeof assessedOn !== 'string') lastDay = { number: Math.floor(assessedOn.getTime() / DAY), text };
  return text;
}

/** Milliseconds. */
const DAY = 86_400_000;

/** The last day as text, because most assessments follow others of the same day. */
let lastDay = { number: NaN, text: '' };

const ENTITY_TYPE = slotOf('entityType');

/** Returns the entity type. Throws if it, or an answer that the model requires for it, is missing. */
function requireAnswers(compiled: Compiled, subject: Subject): EntityType {
  const sent = subject.values[ENTITY_TYPE];
  if (sent !== 'INDIVIDUAL' && sent !== 'ORGANIZATION')
    throw new NotEvaluable([{ pointer: '/entityType', sentence: `is not one of ${ENTITY_TYPES.join(', ')}` }]);
  const required = compiled.required[sent];
  if (required.every((field) => isAnsweredAt(field, subject))) return sent;
  const missing = required.filter((field) => !isAnsweredAt(field, subject));
  throw new NotEvaluable(missing.map(({ pattern }) => ({ pointer: pattern, sentence: 'is missing' })));
}

function factorsWithPoints(compiled: Compiled, subject: Subject, findings: Findings): readonly CompactFactor[] {
  const found: CompactFactor[] = [];
  for (const { factor, evaluate } of compiled.factors) {
    const result = evaluate(subject);
    if (!result || result.points === 0) continue;
    const { points, cases, values, related } = result;
    findings.add(factor.id, values, related);
    const { id } = factor;
    const named = firstOf(values);
    const compact: Writable<CompactFactor> =
      cases.length === 1 && cases[0] === 0 ? { id, points, values: named } : { id, points, cases, values: named };
    if (values.length > NAMED_VALUES) compact.more = values.length - NAMED_VALUES;
    found.push(compact);
  }
  return found;
}

function firedFloors(compiled: Compiled, subject: Subject, findings: Findings): readonly CompactFloor[] {
  const found: CompactFloor[] = [];
  for (const { floor, holds } of compiled.floors) {
    const values = holds(subject);
    if (!values) continue;
    findings.add(floor.id, values);
    const compact: Writable<CompactFloor> = { id: floor.id, values: firstOf(values) };
    if (values.length > NAMED_VALUES) compact.more = values.length - NAMED_VALUES;
    found.push(compact);
  }
  return found;
}

/** Limits the values that an assessment lists. */
function firstOf(values: readonly FoundCause[]): readonly CompactCause[] {
  const named: CompactCause[] = [];
  for (let index = 0; index < values.length && index < NAMED_VALUES; index++)
    named.push(compactCause(values[index] as FoundCause));
  return named;
}
