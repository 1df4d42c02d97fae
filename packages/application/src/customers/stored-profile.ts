import { profileOf, read, type Profile } from '@aml-customer/domain';

/**
 * The profile of a message that was accepted, read anew by the rules of today. Throws where those no longer accept it:
 * a profile is never less than was accepted.
 */
export function storedProfile(body: string): Profile {
  const reading = read(JSON.parse(body));
  if ('unreadable' in reading || reading.problems.length > 0) throw new Error('A stored message does not read');
  return profileOf(reading.message);
}
