import { customerExists, customerMissing, numberUsed } from '@aml-customer/domain';
import type { Problem } from './element.js';

/** What only the store can tell, the messages before it in its batch included; each has its one place in a message. */
const OF_WHAT_IS_STORED: readonly Problem[] = [numberUsed([]), customerExists([]), customerMissing([])].map(
  ({ code, description, pointer }) => ({ code, description, pointer }),
);

/** Whether the same is said; where is another question. */
export const isSame = (one: Problem, other: Problem): boolean =>
  one.code === other.code && one.description === other.description;

/** Whether it comes of what is stored, and so may be another when it is asked for later. */
export const isOfWhatIsStored = (problem: Problem): boolean =>
  OF_WHAT_IS_STORED.some((stored) => isSame(stored, problem));

/**
 * With its pointer where it comes of what is stored: the result of a batch has none by contract, and what is asked for
 * later no longer, or not yet, has the problem.
 */
export const pointed = (problem: Problem): Problem =>
  OF_WHAT_IS_STORED.find((stored) => isSame(stored, problem)) ?? problem;
