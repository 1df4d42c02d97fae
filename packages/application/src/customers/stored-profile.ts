import { profileOf, read, type CustomerMessage, type Profile } from '@aml-customer/domain';

/** The profile of an accepted message, which has every mandatory field. */
export type StoredProfile = Profile & Pick<CustomerMessage, 'customerStatus'>;

/**
 * Reads the profile of an accepted message by the current rules.
 *
 * @throws Error if the current rules no longer accept the message, since a profile must not lack accepted data
 */
export function storedProfile(body: string): StoredProfile {
  const reading = read(JSON.parse(body));
  if ('unreadable' in reading || reading.problems.length > 0) throw new Error('A stored message does not read');
  return profileOf(reading.message) as StoredProfile;
}
