import type { FACTS, Facts } from './facts.js';

/**
 * The flags of a customer, each with its field of the questionnaire. A message that takes one back waits for a person
 * (docs/assessments.md, "Lowering"); all but `familyPep` are in customer.updated.
 */
export const FLAG_FIELDS = {
  sanctioned: 'isSanctioned',
  pep: 'isPEP',
  familyPep: 'isFamilyPEP',
  inAdverseMedia: 'isInAdverseMedia',
  inInternalList: 'isInInternalList',
} as const satisfies Readonly<Record<string, (typeof FACTS)[number]>>;

/** The flags of a customer. A flag is absent if the message does not have its field. */
export type Flags = { readonly [flag in keyof typeof FLAG_FIELDS]?: boolean };

/** The names of the flags. */
export const FLAGS = Object.keys(FLAG_FIELDS) as readonly (keyof Flags)[];

/** The flags in a valid message. Booleans can be strings, since they are stored as sent. */
export function flagsOf(facts: Facts): Flags {
  const message: Partial<Readonly<Record<(typeof FLAG_FIELDS)[keyof Flags], string | boolean>>> = facts;
  const flags: { -readonly [flag in keyof Flags]: boolean } = {};
  for (const flag of FLAGS) {
    const value = message[FLAG_FIELDS[flag]];
    if (value !== undefined) flags[flag] = value === true || value === 'true';
  }
  return flags;
}
