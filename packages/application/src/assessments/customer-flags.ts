import { read, type CustomerMessage } from '@aml-customer/domain';
import type { CustomerFlags } from '../callbacks/event.js';

/** Each flag of customer.updated, and the field of the questionnaire that says it (callbacks.md, "Events"). */
export const FLAG_FIELDS = {
  sanctioned: 'isSanctioned', pep: 'isPEP', inAdverseMedia: 'isInAdverseMedia', inInternalList: 'isInInternalList',
} as const satisfies Readonly<Record<keyof CustomerFlags, keyof CustomerMessage>>;

/**
 * The flags that a stored message sets, true or false; what it does not say is left out. Flags that a person confirmed will join them
 * (callbacks.md, "The customer after an assessment") once screenings are worked on: until then there are none.
 */
export function flagsIn(body: string): CustomerFlags {
  const reading = read(JSON.parse(body));
  const message = 'unreadable' in reading ? {} : reading.message;
  const said = Object.entries(FLAG_FIELDS).map(([flag, field]) => [flag, message[field]] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined).map(([flag, value]) => [flag, String(value) === 'true']));
}
