import { stepsOf } from '@aml-customer/domain';

/** New values by JSON Pointer (RFC 6901). `''` replaces the whole body, and {@link ABSENT} removes a member. */
export type Change = Readonly<Record<string, unknown>>;

/** The value that removes a member. */
export const ABSENT = undefined;

/** Applies a change to a copy of the body, in the order of its pointers. An index at the end of a list appends. */
export function changed(body: unknown, change: Change): unknown {
  const copy: unknown = structuredClone(body);
  return Object.entries(change).reduce((whole, [pointer, value]) => put(whole, stepsOf(pointer), value), copy);
}

function put(container: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof container !== 'object' || container === null) throw new Error(`${step} has no parent object or list`);
  const inner = put(Reflect.get(container, step) as unknown, rest, value);
  if (inner !== undefined)
    Reflect.defineProperty(container, step, { value: inner, enumerable: true, configurable: true, writable: true });
  else if (Array.isArray(container)) container.splice(Number(step), 1);
  else Reflect.deleteProperty(container, step);
  return container;
}
