import { profileOf, read, type CustomerMessage, type Problem, type Profile, type Reading } from '@aml-customer/domain';

/** The profile of an accepted message, which has its mandatory fields. */
export type StoredProfile = Profile & Pick<CustomerMessage, 'customerStatus'>;

/** Reads the profile of an accepted message by the current rules. @throws Error as {@link storedReading} does */
export const storedProfile = (body: string): StoredProfile => profileIn(storedReading(body));

/**
 * Reads the profile of an accepted message for a risk evaluation: faster than {@link storedProfile}, with members that
 * an evaluation ignores ({@link Reading.profile}). @throws Error as {@link storedReading} does
 */
export const profileToAssess = (body: string): Profile => storedReading(body).profile();

/** The profile in the reading of an accepted message. */
export const profileIn = ({ message }: Reading): StoredProfile => profileOf(message) as StoredProfile;

/**
 * Reads an accepted message by the current rules. A mandatory text may now be missing: earlier releases did not take
 * invisible characters for blank.
 *
 * @throws Error if the current rules no longer accept a value, since a profile must not lack accepted data
 */
export function storedReading(body: string): Reading {
  const reading = read(JSON.parse(body));
  if ('unreadable' in reading || !reading.problems.every(isMissing)) throw new Error('A stored message does not read');
  return reading;
}

const isMissing = ({ rule }: Problem): boolean => rule.endsWith('#missing');
