import { storedProfile } from '@aml-customer/application';
import { defaultModel, evaluate } from '@aml-customer/risk-evaluation';
import { exportsOf } from './checkout.js';

/** The exports of application and risk-evaluation that the section evaluator needs. */
interface Exports {
  storedProfile(body: string): object;
  evaluate(model: unknown, profile: object, circumstances: { assessedOn: string }): { readonly level: string };
  readonly defaultModel: unknown;
}

/** The evaluation of a checkout with its default model. */
export interface Evaluator {
  /** The profile in the text of a stored message. */
  readonly profileOf: (body: string) => object;
  /** The level of a profile, with its explanation. */
  readonly evaluate: (profile: object) => { readonly level: string };
}

const DAY = { assessedOn: '2026-07-01' };

const evaluatorFrom = (exports: Exports): Evaluator => ({
  profileOf: (body) => exports.storedProfile(body),
  evaluate: (profile) => exports.evaluate(exports.defaultModel, profile, DAY),
});

/** The evaluation of this checkout. */
export const evaluator = evaluatorFrom({ storedProfile, evaluate, defaultModel });

/**
 * The evaluation of another checkout, to compare it with this one.
 * @throws Error if the checkout is not built
 */
export const evaluatorOf = async (checkout: string): Promise<Evaluator> =>
  evaluatorFrom((await exportsOf(checkout, ['application', 'risk-evaluation'])) as Exports);
