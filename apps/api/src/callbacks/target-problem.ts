import type { TargetProblem } from '@aml-customer/application';
import { allowsLiteral, targetPolicy } from '@aml-customer/callbacks/targets';

/**
 * Refuses the addresses that no attempt would connect to; a name is judged at each attempt, by what it leads to then.
 */
export function targetProblem({
  callbackAllowedNetworks = [],
}: {
  readonly callbackAllowedNetworks?: readonly string[];
}): TargetProblem {
  const allows = targetPolicy(callbackAllowedNetworks);
  return (url) =>
    allowsLiteral(new URL(url), allows)
      ? undefined
      : 'must lead to the public internet, or into a network of CALLBACK_ALLOWED_NETWORKS';
}
