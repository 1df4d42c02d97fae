import type { Profile } from '@aml-customer/domain';
import type { Model } from '../model/model.js';
import { assess, type Circumstances } from './assess.js';
import type { Assessment } from './assessment.js';
import { explained } from './explained.js';

/**
 * Assesses a profile that the domain accepted, with every reason. Pure: equal arguments give equal bytes. Throws
 * NotEvaluable and RangeError as {@link assess} does.
 */
export const evaluate = (model: Model, profile: Profile, circumstances: Circumstances): Assessment =>
  explained(model, assess(model, profile, circumstances));
