import type { Settings } from '../settings/settings.js';
import type { BodyMemoryLimits } from './body-memory.js';

/** The memory for single messages that are not complete, in bytes, unless BODY_LIMIT is large. */
const MESSAGES = 64 * 1024 * 1024;
/** The least number of messages of BODY_LIMIT that fit. */
const LEAST_MESSAGES = 8;

/** The memory of single messages: a client address may take three quarters, and one connection a quarter. */
export function messageMemory({ bodyLimit }: Pick<Settings, 'bodyLimit'>): BodyMemoryLimits {
  const total = Math.max(MESSAGES, LEAST_MESSAGES * bodyLimit);
  return { total, perAddress: (total * 3) / 4, perConnection: total / 4 };
}

/** The memory of batches: one client address may send one more than run, and leaves room for one of another address. */
export function batchMemory({
  batches,
  batchBodyLimit,
}: Pick<Settings, 'batches' | 'batchBodyLimit'>): BodyMemoryLimits {
  const perAddress = (batches + 1) * batchBodyLimit;
  return { total: perAddress + batchBodyLimit, perAddress, perConnection: 2 * batchBodyLimit };
}
