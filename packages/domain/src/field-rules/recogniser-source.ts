import { isMandatory } from './describe.js';
import type { Field, FieldType } from './field.js';
import { policiesOf } from './policy.js';
import { objectTypes, type BodyType } from './recognise.js';

/**
 * Writes recognisers as TypeScript: a function per type of object, whose `switch` has the names of the table as cases.
 * Generated before the build and not at load, so that people can read it, the compiler checks it, and it needs no
 * `eval` (docs/adr/0018).
 */
export function recogniserSource(bodies: readonly BodyType[]): string {
  return [
    ...bodies.map((body) => functionSource(body, true)),
    ...objectTypes(bodies).map((type) => functionSource({ ...type, observed: [], refused: {} }, false)),
  ].join('\n');
}

/**
 * The function loops over the members that an object has, so that absent ones cost nothing, and counts mandatory
 * ones.
 */
function functionSource({ name, fields, observed, refused }: BodyType, isBody: boolean): string {
  const policies = policiesOf(fields);
  const observedNames = new Set([...observed, ...policies.flatMap(({ reads }) => reads)]);
  const mandatory = Object.values(fields).filter(isMandatory).length;
  const cases = [
    ...Object.entries(fields).flatMap(([member, field]) => casesOf(member, field, observedNames.has(member))),
    ...Object.entries(refused).flatMap(([member, field]) => refusedCases(member, field)),
  ];
  const result = [
    ...(mandatory > 0 ? ['awaited === 0'] : []),
    ...policies.map((_, i) => `!breaks${name}${i + 1}(observed)`),
  ];
  return [
    ...policies.map(({ at, name: check }, i) => `const breaks${name}${i + 1} = policyOf('${name}', '${at}#${check}');`),
    `${isBody ? 'export ' : ''}function recognise${name}(body: Body, recognition: Recognition): boolean {`,
    ...(mandatory > 0 ? [`  let awaited = ${mandatory};`] : []),
    ...observedSource(Object.keys(fields).filter((member) => observedNames.has(member))),
    '  for (const key in body) {',
    '    const value = body[key];',
    ...switchSource(cases),
    `    recognition.addUnknown(body, key, ${isBody});`,
    '  }',
    ...(isBody ? ['  recognition.observed = observed;'] : []),
    ...wrapped(2, [`return ${result.join(' && ') || 'true'};`]),
    '}',
    '',
  ].join('\n');
}

function observedSource(members: readonly string[]): string[] {
  const initial = members.map((member) => `${member}: ABSENT,`);
  return members.length > 0 ? ['  const observed = {', ...wrapped(4, initial, 0), '  };'] : [];
}

/** The statements for a member under one of its names. */
interface Case {
  readonly key: string;
  readonly statements: readonly string[];
}

const namesOf = (member: string, { options: { aliases = [] } }: Field): readonly string[] => [member, ...aliases];

const refusedCases = (member: string, field: Field): Case[] =>
  namesOf(member, field).map((key) => ({ key, statements: ['if (isAbsent(value)) continue;', 'return false;'] }));

/** Compares a name of a large object with those of its length, a few instead of a hundred. */
function switchSource(cases: readonly Case[]): string[] {
  if (cases.length <= 10) return ['    switch (key) {', ...casesSource(cases), '    }'];
  const lengths = [...new Set(cases.map(({ key }) => key.length))].sort((a, b) => a - b);
  const groups = lengths.flatMap((length) => [
    `      case ${length}: switch (key) {`,
    ...casesSource(cases.filter(({ key }) => key.length === length)),
    '      } break;',
  ]);
  return ['    switch (key.length) {', ...groups, '    }'];
}

/** Writes equal statements once, after all of their names. */
function casesSource(cases: readonly Case[]): string[] {
  const texts = [...new Set(cases.map(textOf))];
  return texts.flatMap((text) => {
    const keys = cases.filter((other) => textOf(other) === text).map(({ key }) => `case '${key}':`);
    return wrapped(8, [...keys, ...text.split('\n')]);
  });
}

const textOf = ({ statements }: Case): string => statements.join('\n');

/** Joins parts to indented lines of at most {@link COLUMNS}, if the parts allow it. */
function wrapped(indent: number, parts: readonly string[], hanging = 2): string[] {
  const lines: string[] = [];
  for (const part of parts.flatMap(splitAtOperators)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < COLUMNS) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(' '.repeat(lines.length > 0 ? indent + hanging : indent) + part);
  }
  return lines;
}
const COLUMNS = 120;

const splitAtOperators = (code: string): readonly string[] => code.split(/(?<=\|\||&&) /);

/** The cases of a member. An alias is recognised only without the other names, and the message has the main name. */
function casesOf(member: string, field: Field, isObserved: boolean): Case[] {
  const statements = statementsOf(field, [
    ...(isObserved ? [`observed.${member} = ${storedOf(field.type)};`] : []),
    ...(isMandatory(field) ? ['awaited--;'] : []),
  ]);
  const names = namesOf(member, field);
  const asAlias = [
    `if (hasTwo(body, [${names.map((name) => `'${name}'`).join(', ')}])) return false;`,
    'recognition.isMessage = false;',
    ...statements,
  ];
  return names.map((key) => ({ key, statements: key === member ? statements : asAlias }));
}

/** The value to store, as an expression. */
function storedOf(type: FieldType): string {
  if (type.kind === 'record' || (type.kind === 'list' && type.items.type.kind !== 'code'))
    throw new Error(`A recogniser cannot observe a ${type.kind}`);
  if (type.kind === 'enum' && Object.keys(type.synonyms).length > 0)
    throw new Error('A recogniser cannot observe a value with synonyms');
  return type.kind === 'key' ? 'trimmed(value, recognition)' : type.kind === 'list' ? 'withoutBlanks(value)' : 'value';
}

/** The statements that check a value, and do the actions if it is present and valid. */
function statementsOf({ type }: Field, actions: readonly string[]): string[] {
  const synonyms = type.kind === 'enum' ? Object.keys(type.synonyms) : [];
  if (actions.length === 0 && synonyms.length === 0) return optional(checkOf(type));
  return [
    `if (${checkOf(type)}) ${block(actions)}`,
    ...(synonyms.length > 0
      ? [`else if (${isOneOf(synonyms)}) ${block(['recognition.isMessage = false;', ...actions])}`]
      : []),
    'else if (!isAbsent(value)) return false;',
    'continue;',
  ];
}

const optional = (check: string): string[] => [`if (${check} || isAbsent(value)) continue;`, 'return false;'];

const block = (actions: readonly string[]): string =>
  actions.length === 1 ? actions.join('') : `{ ${actions.join(' ')} }`;

const isOneOf = (words: readonly string[]): string => words.map((word) => `value === '${word}'`).join(' || ');

/** The condition that a present value is valid and stored as it is, except for a key, as an expression. */
function checkOf(type: FieldType): string {
  switch (type.kind) {
    case 'text':
      return `isText(value, ${type.limit})`;
    case 'key':
      return `isKey(value, ${type.limit})`;
    case 'scalar':
      return `isScalar(value, ${type.limit})`;
    case 'code':
      return `isCode(value, '${type.codeList}', ${type.limit}, recognition)`;
    case 'enum':
      return isOneOf(type.values);
    case 'record':
      return `isObject(value) && recognise${type.name}(value, recognition)`;
    case 'list':
      return listCheckOf(type.items.type);
    default:
      return `${CHECKS[type.kind]}(value)`;
  }
}

const CHECKS = {
  date: 'isDay',
  boolean: 'isBoolean',
  integer: 'isInteger',
  decimal: 'isDecimal',
  percentage: 'isPercentage',
} as const;

function listCheckOf(type: FieldType): string {
  if (type.kind === 'record') return `isListOf(recognise${type.name}, value, recognition)`;
  if (type.kind === 'code') return `isListOfCodes(value, '${type.codeList}', ${type.limit}, recognition)`;
  throw new Error(`A recogniser cannot read a list of ${type.kind}`);
}
