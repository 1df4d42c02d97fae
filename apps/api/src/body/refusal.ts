import { fill } from '@aml-customer/domain';

/** What a sender is told of a body that no use case gets to see. */
export interface Refusal {
  readonly status: 400 | 413 | 415;
  readonly code: string;
  readonly description: string;
}

/** Makes one of a structural rule of the domain. */
export function refusal(
  status: Refusal['status'],
  rule: { readonly code: string; readonly sentence: string },
  blanks: Readonly<Record<string, string>> = {},
): Refusal {
  return { status, code: rule.code, description: fill(rule.sentence, [], blanks) };
}
