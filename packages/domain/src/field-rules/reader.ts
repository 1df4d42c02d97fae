import type { Field, Fields, Kind } from './field.js';
import { inspect } from './json.js';
import { isComplaint, judge, standardOf, type Scalar } from './judge.js';
import type { Node, Report } from './node.js';
import { membersReader, taking, type Member } from './record.js';
import { refuse, REPORTED, type Read } from './run.js';
import { EXPECTED, MAX_ELEMENTS, STRUCTURE } from './structure.js';
import * as values from './values.js';

/**
 * What comes later in a list ranks behind these many, and a small body can break millions of rules: it is looked
 * through, but not listed.
 */
const MAX_PROBLEMS = 1000;

/** Compiles how one field is read; `depth` is that of the field's value in the body, which itself is at 1. */
export function reader(node: Node, field: Field, depth: number): Read {
  const { is } = field;
  switch (is.kind) {
    case 'record':
      return container(node, depth, 'record', recordReader(node, is.fields, depth));
    case 'list':
      return container(node, depth, 'list', listReader(node, is, depth));
    default:
      return scalarReader(node, field, depth);
  }
}

/** Looks through a value without reading it, for what rejects a message wherever it stands. */
export function lookInto(node: Node, depth: number): Read {
  const unsound = node.structure(STRUCTURE.unsound);
  return (raw, run) => {
    const found = inspect(raw, depth);
    run.tooDeep ||= found.tooDeep;
    return found.unsound ? refuse(run, unsound) : REPORTED;
  };
}

function container(node: Node, depth: number, kind: 'record' | 'list', read: Read): Read {
  const mistyped = wrongType(node, depth, EXPECTED[kind]);
  return (raw, run) =>
    typeof raw === 'object' && Array.isArray(raw) === (kind === 'list') ? read(raw, run) : mistyped(raw, run);
}

function wrongType(node: Node, depth: number, expected: string): Read {
  const report = node.structure(STRUCTURE.wrongType, { expected });
  const look = lookInto(node, depth);
  return (raw, run) => {
    look(raw, run);
    return refuse(run, report);
  };
}

function listReader(node: Node, is: Kind & { kind: 'list' }, depth: number): Read {
  const element = node.element(is.frame);
  const read = reader(element, is.items, depth + 1);
  const isNull = element.structure(STRUCTURE.wrongType, { expected: EXPECTED[is.items.is.kind] });
  const tooMany = node.structure(STRUCTURE.tooMany, { limit: String(MAX_ELEMENTS) });
  const look = lookInto(node, depth);
  return (raw, run) => {
    const list = raw as readonly unknown[];
    if (list.length > MAX_ELEMENTS) {
      look(list, run);
      return refuse(run, tooMany);
    }
    const out: unknown[] = [];
    const before = run.problems.length;
    for (let i = 0; i < list.length; i++) {
      if (run.problems.length - before > MAX_PROBLEMS) {
        look(list.slice(i), run);
        break;
      }
      const value = list[i];
      if (typeof value === 'string' && values.isBlank(value)) continue;
      run.at.push(i);
      const result = value === null || value === undefined ? refuse(run, isNull) : read(value, run);
      run.at.pop();
      if (result !== REPORTED) out.push(result);
    }
    return out;
  };
}

function scalarReader(node: Node, field: Field, depth: number): Read {
  const is = field.is as Scalar;
  const { must, invalid = must } = field.says;
  const standard = standardOf(is);
  const limit = 'limit' in is ? { limit: String(is.limit) } : undefined;
  const tooLong = node.structure(STRUCTURE.tooLong, limit);
  const unsound = node.structure(STRUCTURE.unsound);
  const mistyped = wrongType(node, depth, EXPECTED[is.kind]);
  const unread: Report = invalid ? node.rule(invalid, 'invalid') : node.structure(STRUCTURE.wrongType);
  return (raw, run) => {
    if (typeof raw === 'string' && !values.isSound(raw)) return refuse(run, unsound);
    const judgement = judge(standard, raw);
    if (isComplaint(judgement)) {
      if ('expected' in judgement) return refuse(run, unread, { expected: judgement.expected, value: String(raw) });
      return judgement.structure === 'tooLong' ? refuse(run, tooLong) : mistyped(raw, run);
    }
    if (is.kind === 'code') run.uses.push({ list: is.list, code: raw as string, at: [...run.at], unknown: unread });
    return judgement;
  };
}

/** Compiles the reading of an object: its fields in the table's order, then the policies between them. */
export function recordReader(node: Node, fields: Fields, depth: number): Read {
  return membersReader(
    node,
    Object.entries(fields).map(([name, field], order) => member(node.member(name, order), name, field, depth + 1)),
    depth,
  );
}

/** Compiles one field as a member of an object; `depth` is that of its value. */
export function member(node: Node, name: string, field: Field, depth: number): Member {
  const { must, missing = must, aliases = [], policies = [] } = field.says;
  const absent = missing && node.rule(missing, 'missing');
  const conditions = policies.map((policy) => ({ policy, report: node.rule(policy.rule, policy.name) }));
  return {
    name,
    aliases,
    take: taking(node, [name, ...aliases], depth),
    read: reader(node, field, depth),
    absent: absent && ((run) => void refuse(run, absent)),
    policies:
      conditions.length === 0
        ? undefined
        : (record, reported, run) => {
            const broken = conditions.find(
              ({ policy }) => !policy.reads?.some((each) => reported.includes(each)) && policy.broken(record),
            );
            if (broken) refuse(run, broken.report, broken.policy.blanks?.(record));
          },
  };
}
