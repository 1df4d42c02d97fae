import { customerExists, customerMissing, numberUsed } from '@aml-customer/domain';
import type { Problem } from './input-record.js';

/** The problems that depend on stored customers, including earlier messages of the same batch. */
const STORE_PROBLEMS: readonly Problem[] = [numberUsed([]), customerExists([]), customerMissing([])].map(
  ({ code, description, pointer }) => ({ code, description, pointer }),
);

/** Whether two problems are the same apart from their pointers. */
export const isSame = (one: Problem, other: Problem): boolean =>
  one.code === other.code && one.description === other.description;

/** Whether a problem depends on stored customers, so that a later call may give another result. */
export const dependsOnStore = (problem: Problem): boolean => STORE_PROBLEMS.some((stored) => isSame(stored, problem));

/**
 * Adds the pointer to a problem that depends on stored customers. A batch result has no pointers by contract, and a
 * later validation may no longer find the problem.
 */
export const withPointer = (problem: Problem): Problem =>
  STORE_PROBLEMS.find((stored) => isSame(stored, problem)) ?? problem;
