import type { Profile } from '@aml-customer/domain';
import type { Assessment } from './assessment/assessment.js';
import { evaluate } from './assessment/evaluate.js';
import { differencesBetween, type Difference } from './json.js';
import type { Model } from './model/model.js';

/**
 * Assesses again, on the day and with the confirmed flags of a stored assessment, and compares every member of it. Another model than
 * the one that was used shows at /model. Throws as {@link evaluate} does.
 */
export function replay(model: Model, profile: Profile, stored: Assessment): 'same' | readonly Difference[] {
  const differences = differencesBetween(stored, again(model, profile, stored));
  return differences.length === 0 ? 'same' : differences;
}

/** Assesses again as a stored assessment says that it was assessed. Throws as {@link evaluate} does. */
export const again = (model: Model, profile: Profile, stored: Assessment): Assessment => evaluate(model, profile, stored);
