import type { Field, Kind } from './field.js';
import { EXPECTED } from './structure.js';

/** Whether a field is mandatory, in words: `yes`, `no`, or `when …` for what a policy says. */
export function mandatoryOf({ says }: Field): string {
  return (says.must ?? says.missing) ? 'yes' : (says.policies?.find(({ when }) => when)?.when ?? 'no');
}

/** What a field holds, in words. */
export function typeOf(is: Kind): string {
  switch (is.kind) {
    case 'record':
      return is.name;
    case 'list':
      return `list of ${typeOf(is.items.is)}`;
    case 'enum':
      return `one of ${is.values.join(', ')}`;
    case 'code':
      return `code of ${is.list}`;
    default:
      return EXPECTED[is.kind];
  }
}

/** A value that a field accepts: its own example, or for what holds fields one made of theirs. */
export function exampleOf({ is, says }: Field): unknown {
  if (says.example !== undefined) return says.example;
  if (is.kind === 'list') return [exampleOf(is.items)];
  if (is.kind === 'record')
    return Object.fromEntries(Object.entries(is.fields).map(([name, field]) => [name, exampleOf(field)]));
  throw new Error('A field without an example');
}

/** Every record type that fields hold, by name, the outermost first. */
export function recordsIn(fields: Readonly<Record<string, Field>>): Map<string, Kind & { kind: 'record' }> {
  const found = new Map<string, Kind & { kind: 'record' }>();
  const visit = (is: Kind): void => {
    if (is.kind === 'list') visit(is.items.is);
    if (is.kind !== 'record' || found.has(is.name)) return;
    found.set(is.name, is);
    Object.values(is.fields).forEach((field) => visit(field.is));
  };
  Object.values(fields).forEach((field) => visit(field.is));
  return found;
}
