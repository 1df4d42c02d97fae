import type { Evaluation, Subject } from '../answers/subject.js';
import { NAMED_VALUES } from './assessment.js';
import type { CompactAssessment, Writable } from './compact.js';
import type { Listed } from './compile.js';
import type { Findings } from './found-in.js';

/** Adds the members of an assessment that only models of format 2 produce; empty lists are left out. */
export function addListed(
  compact: Writable<CompactAssessment>,
  { asked, roles }: Listed,
  subject: Subject,
  findings: Findings,
): void {
  const { customer, related } = asked[compact.type];
  const [notAnswered, inRelated]: [string[], string[]] = [[], []];
  for (const addUnanswered of customer) addUnanswered(subject, notAnswered);
  for (const addUnanswered of related) addUnanswered(subject, inRelated);
  addUnknown(compact, subject.evaluation);
  const found = findings.inRelated(roles);
  notAnswered.push(...inRelated.slice(0, NAMED_VALUES));
  if (notAnswered.length > 0) compact.notAnswered = notAnswered;
  if (inRelated.length > NAMED_VALUES) compact.moreNotAnswered = inRelated.length - NAMED_VALUES;
  if (found.length > 0) compact.related = found;
}

/** Adds the codes without a known meaning. */
function addUnknown(compact: Writable<CompactAssessment>, { unknownCodes }: Evaluation): void {
  if (!unknownCodes) return;
  compact.unknown = [...unknownCodes]
    .slice(0, NAMED_VALUES)
    .map(([at, { classifier, value }]) => ({ at, classifier, is: value }));
  if (unknownCodes.size > NAMED_VALUES) compact.moreUnknown = unknownCodes.size - NAMED_VALUES;
}

/** Adds the country codes that neither the standard nor the model has. */
export function addUnrecognised(compact: Writable<CompactAssessment>, { unrecognised }: Evaluation): void {
  if (!unrecognised) return;
  compact.unrecognised = [...unrecognised].slice(0, NAMED_VALUES).map(([at, is]) => ({ at, is }));
  if (unrecognised.size > NAMED_VALUES) compact.moreUnrecognised = unrecognised.size - NAMED_VALUES;
}
