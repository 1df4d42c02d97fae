import { isObject, present } from '@aml-customer/domain';
import { withMembers } from '../register/added-members.js';
import type { ReceivedBody } from '../register/create-or-update-customer.js';

/**
 * What an element of a batch means by leaving it out (docs/contract/callbacks.md, "Batch"): it is imported, and then
 * its level is not known.
 */
const LEFT_OUT = { sourceOfRiskLevel: 'IMPORT', riskLevel: 'NONE' } as const;

/**
 * Makes an element of a batch the message that it stands for: what it leaves out is written at its end, the rest stays
 * as it was received. So it is stored, read back and compared with repeats as if that message had come alone. An
 * element of another source is one already.
 */
export function asMessage(element: ReceivedBody): ReceivedBody {
  const { text, value } = element;
  if (!isObject(value)) return element;
  const source = present(value, 'sourceOfRiskLevel') ?? LEFT_OUT.sourceOfRiskLevel;
  const missing = Object.entries(LEFT_OUT).filter(([name]) => present(value, name) === undefined);
  if (source !== LEFT_OUT.sourceOfRiskLevel || missing.length === 0) return element;
  const added = Object.fromEntries(missing);
  return { text: withMembers(text, added), value: { ...value, ...added } };
}
