import type { Profile } from '@aml-customer/domain';
import { BY_FORM } from './answers/countries.js';
import type { Assessment } from './assessment/assessment.js';
import { evaluate } from './assessment/evaluate.js';
import { differencesBetween, type Difference } from './json.js';
import type { Model } from './model/model.js';

/**
 * Assesses again, on the day, with the confirmed flags and by the country standard of a stored assessment, and compares
 * every member of it. Another model than the one that was used shows at /model. Throws as {@link evaluate} does.
 */
export function replay(model: Model, profile: Profile, stored: Assessment): 'same' | readonly Difference[] {
  const differences = differencesBetween(stored, again(model, profile, stored));
  return differences.length === 0 ? 'same' : differences;
}

/** Assesses again as a stored assessment says that it was assessed. Throws as {@link evaluate} does. */
export const again = (
  model: Model,
  profile: Profile,
  { assessedOn, confirmed, countryStandard = BY_FORM }: Assessment,
): Assessment => evaluate(model, profile, { assessedOn, confirmed, countryStandard });
