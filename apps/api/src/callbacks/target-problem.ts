import type { TargetProblem } from '@aml-customer/application';
import { allowsLiteral, targetPolicy } from '@aml-customer/callbacks/targets';

/**
 * Rejects URLs with an IP address outside the public internet and the allowed networks. A host name is checked at each
 * delivery attempt, against the addresses that it then resolves to.
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
