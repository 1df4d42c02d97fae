import { fill } from '@aml-customer/domain';

/** The answer to a body that is refused before any use case. */
export interface Refusal {
  readonly status: 400 | 413 | 415;
  readonly code: string;
  readonly description: string;
}

/** The outcome of reading a body or query that is refused. */
export interface Refused {
  readonly refusal: Refusal;
}

/** Builds a refusal from a structural rule of the domain. */
export function refusal(
  status: Refusal['status'],
  rule: { readonly code: string; readonly sentence: string },
  blanks: Readonly<Record<string, string>> = {},
): Refusal {
  return { status, code: rule.code, description: fill(rule.sentence, [], blanks) };
}
