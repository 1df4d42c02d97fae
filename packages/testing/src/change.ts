import { stepsOf } from '@aml-customer/domain';

/** What is set in a body, by JSON Pointer (RFC 6901): `''` stands for the whole, and undefined removes a member. */
export type Change = Readonly<Record<string, unknown>>;

/** Removes what a pointer names. */
export const ABSENT = undefined;

/**
 * A copy of the body with the change made to it, pointer by pointer. An element beyond the end of a list is put there.
 */
export function changed(body: unknown, change: Change): unknown {
  const copy: unknown = structuredClone(body);
  return Object.entries(change).reduce((whole, [pointer, value]) => put(whole, stepsOf(pointer), value), copy);
}

function put(holder: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof holder !== 'object' || holder === null) throw new Error(`There is nothing to hold ${step}`);
  const inner = put(Reflect.get(holder, step) as unknown, rest, value);
  if (inner !== undefined)
    Reflect.defineProperty(holder, step, { value: inner, enumerable: true, configurable: true, writable: true });
  else if (Array.isArray(holder)) holder.splice(Number(step), 1);
  else Reflect.deleteProperty(holder, step);
  return holder;
}
