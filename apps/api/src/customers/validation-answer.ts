import type { TriedRisk, Validation } from '@aml-customer/application';
import { ACCEPTED, rejected } from '../http/answers.js';

/** A validation as it goes out: first what the message itself would be answered. What there is not is left out. */
export const validationAnswer = ({
  outcome,
  problems,
  problemCount,
  ignoredFields,
  ignoredFieldCount,
  update,
  assessment,
}: Validation) => ({
  ...(outcome.kind === 'accepted' ? ACCEPTED : rejected(outcome.problem.code, outcome.problem.description)),
  ...(outcome.kind === 'accepted' && outcome.replayed && { replayed: true }),
  problems: problems.map(({ code, description, pointer, origin }) => ({
    errorCode: code,
    errorDescription: description,
    pointer,
    origin,
  })),
  problemCount,
  ignoredFields,
  ignoredFieldCount,
  ...(update && { update }),
  ...(assessment && { assessment: assessmentAnswer(assessment) }),
});

const assessmentAnswer = (tried: TriedRisk) =>
  'notEvaluable' in tried ? { evaluable: false, problems: tried.notEvaluable } : { evaluable: true, ...tried };
