import type { Facts } from './facts.js';

/**
 * Each flag of customer.updated, and the field of the questionnaire that says it (docs/contract/callbacks.md,
 * "Events").
 */
export const FLAG_FIELDS = {
  sanctioned: 'isSanctioned',
  pep: 'isPEP',
  inAdverseMedia: 'isInAdverseMedia',
  inInternalList: 'isInInternalList',
} as const satisfies Readonly<Record<string, keyof Facts>>;

/** What a message says of a customer by its flags; one that it does not say is absent. */
export type Flags = { readonly [flag in keyof typeof FLAG_FIELDS]?: boolean };

const FIELDS = Object.entries(FLAG_FIELDS) as readonly [keyof Flags, (typeof FLAG_FIELDS)[keyof Flags]][];

/** The flags of a message that reads: a value, stored as it was sent, is true, false or those words. */
export function flagsOf(message: Facts): Flags {
  const flags: { -readonly [flag in keyof Flags]: boolean } = {};
  for (const [flag, field] of FIELDS) {
    const said = message[field];
    if (said !== undefined) flags[flag] = String(said) === 'true';
  }
  return flags;
}
