import { after } from './statement-order.js';

/**
 * How long a statement that many share waits for a row that others hold: longer than statements of the service hold
 * one, in ms.
 */
const LOCK_PATIENCE_MS = 1000;

/**
 * A part of a statement that bounds how long the parts after it wait for a row, until the end of the statement alone:
 * others of the same connection may wait for as long as a statement may take. Whoever shares the statement is held up
 * no longer by what an operator holds.
 */
export const LOCK_PATIENCE = `patience as (select set_config('lock_timeout', '${LOCK_PATIENCE_MS}', true))`;

/** The condition of the first part that takes rows. */
export const AFTER_PATIENCE = after('patience');
