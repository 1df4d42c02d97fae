import type { Field, Fields, FieldType } from './field.js';
import { inspect } from './json.js';
import type { Node, Report } from './node.js';
import { REPORTED, reportTo, type ReadValue } from './read-context.js';
import { objectReader, takeMember, type MemberReader } from './record.js';
import type { Policy } from './rule.js';
import { checkScalar, isFailure, scalarCheck, type ScalarType } from './scalar.js';
import { EXPECTED, MAX_ELEMENTS, STRUCTURE } from './structure.js';
import * as values from './values.js';

/**
 * A list with more problems than this is only inspected from there on: a small body can break millions of rules, and
 * later elements rank behind earlier ones.
 */
const MAX_PROBLEMS = 1000;

/** Compiles the reading of a field's value. `depth` is the nesting depth of the value; the body's is 1. */
function valueReader(node: Node, field: Field, depth: number): ReadValue {
  const { type } = field;
  switch (type.kind) {
    case 'record':
      return containerReader(node, depth, 'record', recordReader(node, type.fields, depth));
    case 'list':
      return containerReader(node, depth, 'list', listReader(node, type, depth));
    default:
      return scalarReader(node, field, type, depth);
  }
}

/** Inspects a value without reading it, for findings that reject a body anywhere in it. */
export function inspector(node: Node, depth: number): ReadValue {
  const illFormed = node.structure(STRUCTURE.illFormedText);
  return (raw, context) => {
    const found = inspect(raw, depth);
    context.tooDeep ||= found.tooDeep;
    return found.illFormed ? reportTo(context, illFormed) : REPORTED;
  };
}

function containerReader(node: Node, depth: number, kind: 'record' | 'list', read: ReadValue): ReadValue {
  const wrongType = wrongTypeReporter(node, depth, EXPECTED[kind]);
  return (raw, context) =>
    typeof raw === 'object' && Array.isArray(raw) === (kind === 'list') ? read(raw, context) : wrongType(raw, context);
}

function wrongTypeReporter(node: Node, depth: number, expected: string): ReadValue {
  const report = node.structure(STRUCTURE.wrongType, { expected });
  const inspectOnly = inspector(node, depth);
  return (raw, context) => {
    inspectOnly(raw, context);
    return reportTo(context, report);
  };
}

function listReader(node: Node, type: FieldType & { kind: 'list' }, depth: number): ReadValue {
  const element = node.element(type.frame);
  const read = valueReader(element, type.items, depth + 1);
  const isNull = element.structure(STRUCTURE.wrongType, { expected: EXPECTED[type.items.type.kind] });
  const tooMany = node.structure(STRUCTURE.tooMany, { limit: String(MAX_ELEMENTS) });
  const inspectOnly = inspector(node, depth);
  return (raw, context) => {
    const list = raw as readonly unknown[];
    if (list.length > MAX_ELEMENTS) {
      inspectOnly(list, context);
      return reportTo(context, tooMany);
    }
    const out: unknown[] = [];
    const before = context.problems.length;
    for (let i = 0; i < list.length; i++) {
      if (context.problems.length - before > MAX_PROBLEMS) {
        inspectOnly(list.slice(i), context);
        break;
      }
      const value = list[i];
      if (typeof value === 'string' && values.isBlank(value)) continue;
      context.at.push(i);
      const stored = value === null || value === undefined ? reportTo(context, isNull) : read(value, context);
      context.at.pop();
      if (stored !== REPORTED) out.push(stored);
    }
    return out;
  };
}

function scalarReader(node: Node, field: Field, type: ScalarType, depth: number): ReadValue {
  const { missingOrInvalid, invalid = missingOrInvalid } = field.options;
  const check = scalarCheck(type);
  const limit = 'limit' in type ? { limit: String(type.limit) } : undefined;
  const tooLong = node.structure(STRUCTURE.tooLong, limit);
  const illFormed = node.structure(STRUCTURE.illFormedText);
  const wrongType = wrongTypeReporter(node, depth, EXPECTED[type.kind]);
  const mismatch: Report = invalid ? node.rule(invalid, 'invalid') : node.structure(STRUCTURE.wrongType);
  return (raw, context) => {
    if (typeof raw === 'string' && !values.isWellFormed(raw)) return reportTo(context, illFormed);
    const checked = checkScalar(check, raw);
    if (isFailure(checked)) {
      if ('expected' in checked) return reportTo(context, mismatch, { expected: checked.expected, value: String(raw) });
      return checked.structure === 'tooLong' ? reportTo(context, tooLong) : wrongType(raw, context);
    }
    if (type.kind === 'code')
      context.uses.push({ codeList: type.codeList, code: raw as string, at: [...context.at], unknown: mismatch });
    return checked;
  };
}

function recordReader(node: Node, fields: Fields, depth: number): ReadValue {
  const members = Object.entries(fields).map(([name, field], order) =>
    memberReader(node.member(name, order), name, field, depth + 1),
  );
  return objectReader(node, members, depth);
}

/** Compiles the reading of a field as a member of an object. `depth` is the nesting depth of its value. */
export function memberReader(node: Node, name: string, field: Field, depth: number): MemberReader {
  const { missingOrInvalid, missing = missingOrInvalid, aliases = [] } = field.options;
  const absent = missing && node.rule(missing, 'missing');
  const policies = policyChecker(node, field.policies);
  return {
    name,
    aliases,
    take: takeMember(node, [name, ...aliases], depth),
    read: valueReader(node, field, depth),
    absent: absent && ((context) => void reportTo(context, absent)),
    policies,
  };
}

/** Reports the first policy that is broken. */
function policyChecker(node: Node, policies: readonly Policy[]): MemberReader['policies'] {
  if (policies.length === 0) return undefined;
  const compiled = policies.map((policy) => ({ policy, report: node.rule(policy.rule, policy.name) }));
  return (record, reported, context) => {
    const broken = compiled.find(
      ({ policy }) => !policy.reads.some((name) => reported.includes(name)) && policy.broken(record),
    );
    if (broken) reportTo(context, broken.report, quoted(broken.policy, record));
  };
}

const quoted = ({ quotes = [] }: Policy, record: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(quotes.map((name) => [name, String((record[name] as Scalar | undefined) ?? '')]));
type Scalar = string | number | boolean;
