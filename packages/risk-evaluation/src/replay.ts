import { differencesBetween, type Difference } from '@aml-customer/application';
import type { Profile } from '@aml-customer/domain';
import { BY_FORM } from './answers/countries.js';
import type { Assessment } from './assessment/assessment.js';
import { evaluate } from './assessment/evaluate.js';
import type { Model } from './model/model.js';

/**
 * Repeats a stored assessment and compares every member of it. If another model made it, /model differs. Throws as
 * {@link evaluate} does.
 */
export function replay(model: Model, profile: Profile, stored: Assessment): 'same' | readonly Difference[] {
  const differences = differencesBetween(stored, reassess(model, profile, stored));
  return differences.length === 0 ? 'same' : differences;
}

/**
 * Assesses again on the day, with the confirmed flags and by the country standard of a stored assessment. Throws as
 * {@link evaluate} does.
 */
export const reassess = (
  model: Model,
  profile: Profile,
  { assessedOn, confirmed, countryStandard = BY_FORM }: Assessment,
): Assessment => evaluate(model, profile, { assessedOn, confirmed, countryStandard });
