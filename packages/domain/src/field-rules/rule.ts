/**
 * A code and the sentence for it. A placeholder in the sentence, such as `{limit}`, is filled in when the rule is
 * reported.
 */
export interface Rule {
  readonly code: string;
  readonly sentence: string;
}

/**
 * Wraps the rules of the elements of a list: its code and a dot precede their code, its sentence precedes their
 * sentence.
 */
export type Frame = Rule;

/** Creates a rule. */
export const rule = (code: string, sentence: string): Rule => ({ code, sentence });

/** A condition between fields of one record, reported at one of them. `withPolicies` checks its types. */
export interface Policy {
  /** The field at which a broken policy is reported. */
  readonly at: string;
  /** The check part of the rule's identity. */
  readonly name: string;
  readonly rule: Rule;
  /** If the policy makes the field mandatory: the condition in words, such as `when to is absent`. */
  readonly when?: string;
  /** Every field that `broken` reads, `at` included. The policy is skipped if one of them has an invalid value. */
  readonly reads: readonly string[];
  /** Fields whose values fill in the placeholders of the sentence. */
  readonly quotes?: readonly string[];
  readonly broken: (record: Readonly<Record<string, unknown>>) => boolean;
}

/** The check of a field that failed. The field's path and the check together identify a rule. */
export type Check = 'missing' | 'invalid' | 'forbidden' | 'structure' | (string & {});

/** One broken rule of one body. */
export interface Problem {
  /** The composed code: the codes of all frames and of the rule, joined with dots. */
  readonly code: string;
  /** The composed sentence, with its placeholders filled in. */
  readonly description: string;
  /** The member as a JSON Pointer (RFC 6901), in main names; a missing member has the pointer it would have. */
  readonly pointer: string;
  /** The rule's identity, path and check, such as `/addresses/*\/country#missing`: several rules can share a code. */
  readonly rule: string;
  /** The position in the order of errors: ranks are compared number by number, and the smaller one comes first. */
  readonly rank: readonly number[];
}

/** One line of the error catalogue: a composed rule with its placeholders. */
export interface CatalogueEntry {
  readonly code: string;
  readonly sentence: string;
  /** The field's path with `*` for a list index; absent for a rule that applies to every field. */
  readonly path?: string;
  /** The rank of its problems with list indices of 0; absent for a rule that applies to every field. */
  readonly rank?: readonly number[];
  /** The identities (`Problem.rule`) of the rules that report this line. */
  readonly rules: readonly string[];
  /** `documented` if the original documentation publishes the line, `extension` if this project adds it. */
  readonly origin: 'documented' | 'extension';
}

/** Sorts problems into the contract's order of errors (docs/contract/contract.md, "Errors"). */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => compareRanks(a.rank, b.rank));

/** Compares two ranks: negative if `a` comes first. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Fills in a sentence: each `{i}` takes the next list index, any other placeholder the value of its name. */
export function fill(
  sentence: string,
  indices: readonly number[],
  values: Readonly<Record<string, string>> = {},
): string {
  let next = 0;
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name === 'i' ? String(indices[next++] ?? placeholder) : (values[name] ?? placeholder),
  );
}
