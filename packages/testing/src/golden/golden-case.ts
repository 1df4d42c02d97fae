import { exampleBody } from '@aml-customer/domain';
import type { Body } from '../builders.js';
import { changed, type Change } from '../change.js';

/**
 * The accepted body that a case changes: a customer of either type with every field, and two elements in every list.
 */
export type Base = 'person' | 'organization';

/** The stage that detects the problem: the HTTP server, the domain, or the store. */
export type Stage = 'transport' | 'message' | 'store';

/** The response to a case. */
export interface Expected {
  readonly code: string;
  /** The exact description. */
  readonly description: string;
  /** The JSON Pointer of the problem, in main names. */
  readonly pointer: string;
  /** The identity of the rule in the catalogue: path and check. */
  readonly rule: string;
  readonly status: number;
}

/** One way to break one rule: an accepted body, a change to it, and the response. */
export interface GoldenCase {
  readonly name: string;
  readonly base: Base;
  readonly change: Change;
  /** A message to send first, and whether it has the same identifiers. */
  readonly before?: { readonly number: 'same' | 'other'; readonly customer: 'same' | 'other' };
  /** Present if the installation must reject unknown fields. */
  readonly unknownFields?: 'reject';
  /** The content type, if it is not JSON. */
  readonly contentType?: string;
  readonly stage: Stage;
  readonly expect: Expected;
}

/** Repeats the elements of every list. */
const doubled = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...value, ...value].map(doubled);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, doubled(member)]))
    : value;
};
const relatedEntitiesOf = (example: string): unknown[] => exampleBody(example)['listRelatedEntity'] as unknown[];
const listRelatedEntity = [
  ...relatedEntitiesOf('organization-with-related-person'),
  ...relatedEntitiesOf('organization-with-related-organization'),
].map(doubled);

/** The bodies of the bases. The first related entity is a person, the second an organisation. */
export const bases: Readonly<Record<Base, Body>> = {
  person: { ...(doubled(exampleBody('person-full')) as Body), listRelatedEntity },
  organization: { ...(doubled(exampleBody('organization-full')) as Body), listRelatedEntity },
};

/** The body of a case. The suffix becomes part of both identifiers, so different suffixes mean different customers. */
export function bodyOf({ base, change }: GoldenCase, suffix: string): unknown {
  return changed(
    { ...bases[base], communicationNumber: `golden-${suffix}`, customerExtId: `golden-customer-${suffix}` },
    change,
  );
}

/** The body to send before that of {@link bodyOf}; undefined if the case needs none. */
export function bodyBefore({ base, before }: GoldenCase, suffix: string): unknown {
  const identifier = (prefix: string, which: 'same' | 'other'): string =>
    `${prefix}-${suffix}${which === 'same' ? '' : '-before'}`;
  return (
    before && {
      ...bases[base],
      communicationNumber: identifier('golden', before.number),
      customerExtId: identifier('golden-customer', before.customer),
    }
  );
}
