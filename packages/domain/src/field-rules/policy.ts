import type { Fields, ValueOf } from './field.js';
import type { Policy } from './rule.js';

/** A policy over the fields F that reads those named N: its `broken` sees no others. An absent field is undefined. */
interface TypedPolicy<F extends Fields, N extends keyof F & string> extends Omit<Policy, 'broken'> {
  readonly at: NoInfer<N>;
  readonly reads: readonly N[];
  readonly quotes?: readonly (keyof F & string)[];
  readonly broken: (values: { readonly [K in NoInfer<N>]?: ValueOf<F[K]> }) => boolean;
}

declare const CHECKED: unique symbol;

/** A policy that only {@link withPolicies} hands out, so that an object literal cannot skip the check of its fields. */
type CheckedPolicy = Policy & { readonly [CHECKED]: true };

type DefinePolicy<F extends Fields> = <const N extends keyof F & string>(policy: TypedPolicy<F, N>) => CheckedPolicy;

/**
 * Adds policies to the fields of a record. The argument of `broken` has exactly the fields that `reads` names, with the
 * types of their values, so a misspelt or forgotten field does not compile.
 */
export function withPolicies<F extends Fields>(
  fields: F,
  define: (policy: DefinePolicy<F>) => readonly CheckedPolicy[],
): F {
  const policies = define((policy) => policy as unknown as CheckedPolicy);
  const withOwn = Object.entries(fields).map(([name, field]) => {
    const own = policies.filter(({ at }) => at === name);
    return [name, own.length > 0 ? { ...field, policies: [...field.policies, ...own] } : field] as const;
  });
  return Object.fromEntries(withOwn) as F;
}

/** All policies of a record's fields. Throws if one reads a field that the record does not have. */
export function policiesOf(fields: Fields): Policy[] {
  const policies = Object.values(fields).flatMap((field) => field.policies);
  for (const { at, name, reads, quotes = [] } of policies)
    for (const field of [...reads, ...quotes])
      if (!Object.hasOwn(fields, field)) throw new Error(`Policy ${at}#${name} reads ${field}, which is not a field`);
  return policies;
}
