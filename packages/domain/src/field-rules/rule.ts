/** What a caller broke: a code segment and its sentence; `{name}` in a sentence is filled in when it is reported. */
export interface Rule {
  readonly code: string;
  readonly sentence: string;
}

/** Goes around the rules of what a list holds: its code is put before theirs with a dot, its sentence before theirs. */
export type Frame = Rule;

/** Writes a rule down beside the field that it belongs to. */
export const rule = (code: string, sentence: string): Rule => ({ code, sentence });

/** Which check of a field was broken; together with the field's path it is the identity of a rule. */
export type Check = 'missing' | 'invalid' | 'forbidden' | 'structure' | (string & {});

/** One broken rule of one message. */
export interface Problem {
  /** The composed code of the wire contract, such as `C017.C016.RE08.DOC03`. */
  readonly code: string;
  /** The composed sentence of the wire contract, character for character. */
  readonly description: string;
  /** Where in the body, as a JSON Pointer (RFC 6901) in main names; a missing member has the pointer it would have. */
  readonly pointer: string;
  /** Which rule: the path and the check, such as `/listAddress/*\/country#missing`. A code alone does not tell. */
  readonly rule: string;
  /** Where the contract's order of errors puts it: compared number by number, the smaller first. */
  readonly rank: readonly number[];
}

/** One line of the error catalogue: a composed rule before its blanks are filled. */
export interface CatalogueEntry {
  readonly code: string;
  readonly sentence: string;
  /** The field's path with `*` for a list index; absent for rules that any field can break. */
  readonly path?: string;
  /** The identities that a {@link Problem} of this entry carries. */
  readonly rules: readonly string[];
  /** Whether the original documentation publishes it, or it extends the documented grammar. */
  readonly origin: 'documented' | 'extension';
}

/** Puts problems into the contract's order: row, order of the fields, index (docs/contract/contract.md, "Errors"). */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => compare(a.rank, b.rank));

/** Which of two ranks is the smaller. */
export function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Fills the blanks of a sentence: `{i}` takes the list indices one after the other, any other name its value. */
export function fill(
  sentence: string,
  indices: readonly number[],
  values: Readonly<Record<string, string>> = {},
): string {
  let next = 0;
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) =>
    name === 'i' ? String(indices[next++] ?? blank) : (values[name] ?? blank),
  );
}
