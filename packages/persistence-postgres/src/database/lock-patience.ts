import { onceDone } from './statement-order.js';

/** How long a shared statement waits for a locked row, in ms: longer than statements of the service lock one. */
const LOCK_PATIENCE_MS = 1000;

/**
 * A part of a statement that limits how long the following parts wait for a row lock. It applies to this statement
 * alone, so that a row that an operator has locked does not delay the others that share the statement.
 */
export const LOCK_PATIENCE = `patience as (select set_config('lock_timeout', '${LOCK_PATIENCE_MS}', true))`;

/** The condition of the first part that locks rows. */
export const AFTER_PATIENCE = onceDone('patience');
