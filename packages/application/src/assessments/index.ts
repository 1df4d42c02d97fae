export * from './ports.js';
export {
  assessOnAcceptance,
  isApplicable,
  resultOf,
  type AssessOnAcceptance,
  type ImmediateAssessment,
} from './assess-on-acceptance.js';
export { AssessCustomer, ASSESSMENT_OUTCOMES, type AssessmentOutcome } from './assess-customer.js';
export { highest } from './levels.js';
export { isSamePerson, personKey } from './decision-rule.js';
export type { Lowering } from './waiting-reasons.js';
export { nextReviewOf } from './conclusions.js';
export {
  CONFLICTS,
  DecideAssessment,
  type DecisionConflict,
  type DecisionOutcome,
  type Refusal,
} from './decide-assessment.js';
export {
  assessmentView,
  ReadAssessments,
  type AssessmentPage,
  type AssessmentSummary,
  type AssessmentView,
  type DecisionView,
} from './read-assessments.js';
export { ReplayAssessment, type Reassess, type Replay } from './replay-assessment.js';
export { ExplainedAssessments, isCompact, type ExplainRisk } from './explained-assessments.js';
export { MemoryAssessments } from './assessments.memory.js';
