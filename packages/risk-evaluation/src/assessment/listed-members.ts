import type { EntityType } from '@aml-customer/domain';
import type { Subject } from '../answers/subject.js';
import type { Model } from '../model/model.js';
import { NAMED_VALUES, type Assessment } from './assessment.js';
import { foundRelatedEntities, type Finding } from './found-in.js';

/** The members of an assessment that only models of format 2 produce. */
export function listedMembers(
  { compiled: { listed } }: Model,
  subject: Subject,
  entityType: EntityType,
  findings: readonly Finding[],
): Partial<Assessment> {
  if (!listed) return {};
  const { customer, related } = listed.asked[entityType];
  const inRelated = related.flatMap((unanswered) => unanswered(subject));
  const { unknownCodes } = subject;
  return {
    unknownCodes: [...unknownCodes].slice(0, NAMED_VALUES).map(([pointer, code]) => ({ pointer, ...code })),
    ...(unknownCodes.size > NAMED_VALUES && { moreUnknownCodes: unknownCodes.size - NAMED_VALUES }),
    notAnswered: [...customer.flatMap((unanswered) => unanswered(subject)), ...inRelated.slice(0, NAMED_VALUES)],
    ...(inRelated.length > NAMED_VALUES && { moreNotAnswered: inRelated.length - NAMED_VALUES }),
    relatedEntities: foundRelatedEntities(subject, findings, listed.roles),
  };
}

/** The country codes that neither the standard nor the model has. */
export function unrecognisedIn({
  unrecognised,
}: Subject): Pick<Assessment, 'unrecognisedCountries' | 'moreUnrecognisedCountries'> {
  const more = unrecognised.size - NAMED_VALUES;
  return {
    unrecognisedCountries: [...unrecognised].slice(0, NAMED_VALUES).map(([pointer, value]) => ({ pointer, value })),
    ...(more > 0 && { moreUnrecognisedCountries: more }),
  };
}
