import type { RiskPreview, Validation } from '@aml-customer/application';
import { ACCEPTED, rejected } from '../http/answers.js';

/** The response of a dry run: the response to the message itself, then the details. Absent values are left out. */
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

const assessmentAnswer = (tried: RiskPreview) =>
  'notEvaluable' in tried ? { evaluable: false, problems: tried.notEvaluable } : { evaluable: true, ...tried };
