import type { Facts } from './facts.js';

/** The flags of customer.updated, each with its field of the questionnaire (docs/contract/callbacks.md, "Events"). */
export const FLAG_FIELDS = {
  sanctioned: 'isSanctioned',
  pep: 'isPEP',
  inAdverseMedia: 'isInAdverseMedia',
  inInternalList: 'isInInternalList',
} as const satisfies Readonly<Record<string, keyof Facts>>;

/** The flags of a customer. A flag is absent if the message does not have its field. */
export type Flags = { readonly [flag in keyof typeof FLAG_FIELDS]?: boolean };

const FIELDS = Object.entries(FLAG_FIELDS) as readonly [keyof Flags, (typeof FLAG_FIELDS)[keyof Flags]][];

/** The flags in a valid message. Booleans can be strings, since they are stored as sent. */
export function flagsOf(message: Facts): Flags {
  const flags: { -readonly [flag in keyof Flags]: boolean } = {};
  for (const [flag, field] of FIELDS) {
    const value = message[field];
    if (value !== undefined) flags[flag] = String(value) === 'true';
  }
  return flags;
}
