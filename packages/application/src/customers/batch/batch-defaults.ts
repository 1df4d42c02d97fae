import { isObject, present } from '@aml-customer/domain';
import { withMembers } from '../register/added-members.js';
import type { ReceivedBody } from '../register/create-or-update-customer.js';

/**
 * The defaults of a batch element (docs/contract/callbacks.md, "Batch"): it is imported, with an unknown risk level.
 */
const DEFAULTS = { sourceOfRiskLevel: 'IMPORT', riskLevel: 'NONE' } as const;

/**
 * Turns a batch element into a complete message: missing defaults are added at the end, the rest stays as received. So
 * the element is stored, read back and compared with repeats as if it had been sent on its own. An element with another
 * source of the risk level is complete already.
 */
export function asMessage(element: ReceivedBody): ReceivedBody {
  const { text, value } = element;
  if (!isObject(value)) return element;
  const source = present(value, 'sourceOfRiskLevel') ?? DEFAULTS.sourceOfRiskLevel;
  const missing = Object.entries(DEFAULTS).filter(([name]) => present(value, name) === undefined);
  if (source !== DEFAULTS.sourceOfRiskLevel || missing.length === 0) return element;
  const added = Object.fromEntries(missing);
  return { text: withMembers(text, added), value: { ...value, ...added } };
}
