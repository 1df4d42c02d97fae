import { anExample, type Body } from '../builders.js';
import { changed, type Change } from '../change.js';

/** What cases start from: a customer of each type with every field filled in, and two elements in every list. */
export type Base = 'person' | 'organization';

/**
 * Who finds the rule broken: the server that receives the body, the message itself with the classifiers, or the store.
 */
export type Stage = 'transport' | 'message' | 'store';

/** The answer to a case. */
export interface Expected {
  readonly code: string;
  /** To the letter. */
  readonly description: string;
  /** Where in the body, in main names. */
  readonly pointer: string;
  /** Which rule of the catalogue: its path and check. */
  readonly rule: string;
  readonly status: number;
}

/** One way to break one rule: an accepted body, what is changed in it, and what is answered then. */
export interface GoldenCase {
  readonly name: string;
  readonly given: Base;
  readonly change: Change;
  /** A message that was accepted before, and what it shares with this one. */
  readonly before?: { readonly number: 'same' | 'other'; readonly customer: 'same' | 'other' };
  /** The installation refuses unknown fields. */
  readonly unknownFields?: 'reject';
  /** Sent as something else than JSON. */
  readonly contentType?: string;
  readonly stage: Stage;
  readonly expect: Expected;
}

const twice = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...value, ...value].map(twice);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, twice(member)]))
    : value;
};
const related = (example: string): unknown[] => anExample(example)['listRelatedEntity'] as unknown[];
const listRelatedEntity = [
  ...related('organization-with-related-person'),
  ...related('organization-with-related-organization'),
].map(twice);

/**
 * The bodies that cases start from; each is accepted as it stands. Of the related entities the first is a person, the
 * second an organisation.
 */
export const bases: Readonly<Record<Base, Body>> = {
  person: { ...(twice(anExample('person-full')) as Body), listRelatedEntity },
  organization: { ...(twice(anExample('organization-full')) as Body), listRelatedEntity },
};

/** The body to send for a case. The suffix goes into both identifiers: another suffix, another customer. */
export function bodyOf({ given, change }: GoldenCase, suffix: string): unknown {
  return changed(
    { ...bases[given], communicationNumber: `golden-${suffix}`, customerExtId: `golden-customer-${suffix}` },
    change,
  );
}

/** The body that must have been accepted before that of {@link bodyOf}, where the case needs one. */
export function bodyBefore({ given, before }: GoldenCase, suffix: string): unknown {
  const named = (start: string, which: 'same' | 'other'): string =>
    `${start}-${suffix}${which === 'same' ? '' : '-before'}`;
  return (
    before && {
      ...bases[given],
      communicationNumber: named('golden', before.number),
      customerExtId: named('golden-customer', before.customer),
    }
  );
}
