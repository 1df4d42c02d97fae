import { profileToAssess, storedProfile } from '@aml-customer/application';
import { assess, defaultModel, evaluate } from '@aml-customer/risk-evaluation';
import { exportsOf } from './checkout.js';

/** The exports of application and risk-evaluation that the section evaluator needs. */
interface Exports {
  readonly storedProfile: (body: string) => object;
  readonly evaluate: Evaluate;
  /** Absent from checkouts that read every body in full for an evaluation. */
  readonly profileToAssess?: (body: string) => object;
  /** Evaluates up to what is stored; absent from checkouts that store whole explanations. */
  readonly assess?: Evaluate;
  readonly defaultModel: unknown;
}

type Evaluate = (model: unknown, profile: object, circumstances: { assessedOn: string }) => object;

/** The evaluation of a checkout with its default model. */
export interface Evaluator {
  /** The profile in the text of a stored message. */
  readonly profileOf: (body: string) => object;
  /** The assessment of a profile as it is stored. */
  readonly evaluate: (profile: object) => object;
}

const DAY = { assessedOn: '2026-07-01' };

const evaluatorFrom = (exports: Exports): Evaluator => ({
  profileOf: exports.profileToAssess ?? exports.storedProfile,
  evaluate: (profile) => (exports.assess ?? exports.evaluate)(exports.defaultModel, profile, DAY),
});

/** The evaluation of this checkout. */
export const evaluator = evaluatorFrom({ profileToAssess, storedProfile, assess, evaluate, defaultModel } as Exports);

/**
 * The evaluation of another checkout, to compare it with this one.
 * @throws Error if the checkout is not built
 */
export const evaluatorOf = async (checkout: string): Promise<Evaluator> =>
  evaluatorFrom((await exportsOf(checkout, ['application', 'risk-evaluation'])) as Exports);
