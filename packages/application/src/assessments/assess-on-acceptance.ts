import type { CustomerStatus, Intent, Profile } from '@aml-customer/domain';
import type { ActivateAfter } from '../customers/activation.js';
import { acceptedStatus } from './conclusions.js';
import type { StoredModel } from '../risk-models/ports.js';
import type { AssessedLevel, AssessedRisk, AssessmentCase, ImmediateRiskEvaluation } from './ports.js';
import { waitingReasons, type Lowering } from './waiting-reasons.js';

/**
 * The assessment of a message that is about to be stored. It is stored with the message if it {@link isApplicable};
 * otherwise the assessment is queued.
 */
export interface ImmediateAssessment {
  readonly risk: AssessedRisk;
  /** The status that the customer gets. */
  readonly status: CustomerStatus;
  /** Whether that status requires that no screening of an earlier message is outstanding. */
  readonly requiresNoScreening: boolean;
  /** Whether four eyes was on. */
  readonly fourEyes: boolean;
}

/** Assesses a message before it is stored; undefined if it needs no assessment, or if that must be queued. */
export type AssessOnAcceptance = (intent: Intent, profile: () => Profile) => ImmediateAssessment | undefined;

/** The settings of {@link assessOnAcceptance}. */
interface Settings {
  readonly fourEyes: boolean;
  readonly activateAfter: ActivateAfter;
}

/**
 * The step between deciding and storing (docs/contract/contract.md, "What happens after 202"). It assumes that the
 * message undoes no protection of a stored customer; the store judges that on the customer's locked row. An evaluation
 * that fails is left to the queue, which retries and reports it.
 */
export const assessOnAcceptance =
  ({
    evaluation,
    now,
    ...settings
  }: Settings & {
    readonly evaluation: ImmediateRiskEvaluation;
    readonly now: () => Date;
  }): AssessOnAcceptance =>
  (intent, profile) => {
    if (!intent.follow.assessment) return undefined;
    try {
      const risk = evaluation.evaluateNow(profile(), now());
      return risk && immediateAssessment(intent, risk, settings);
    } catch {
      return undefined;
    }
  };

function immediateAssessment(
  { customer, follow }: Intent,
  risk: AssessedRisk,
  { fourEyes, activateAfter }: Settings,
): ImmediateAssessment {
  const requested = customer.status;
  const message = { requested, lead: customer.lead === true, outstandingScreenings: follow.screenings };
  const status = risk.needsDecision ? requested : acceptedStatus(message, activateAfter);
  return {
    risk,
    status,
    requiresNoScreening: activateAfter === 'screening' && status !== requested,
    fourEyes,
  };
}

/** The state of an immediate assessment, and the level of the customer if it completes. */
export const resultOf = ({
  risk: { needsDecision, level },
}: ImmediateAssessment):
  | { readonly state: 'PENDING'; readonly finalRiskLevel?: undefined }
  | { readonly state: 'COMPLETED'; readonly finalRiskLevel: AssessedLevel } =>
  needsDecision ? { state: 'PENDING' } : { state: 'COMPLETED', finalRiskLevel: level };

/** Whether the model that is active made an assessment; false if none is active. */
export const isByActiveModel = (
  { model }: AssessedRisk,
  active: Pick<StoredModel, 'id' | 'version'> | undefined,
): boolean => active?.id === model.id && active.version === model.version;

/**
 * Whether an immediate assessment holds for the customer that its message updates: the message undoes nothing that a
 * person must agree to, and no outstanding screening keeps the customer from its status. The PostgreSQL adapter carries
 * out the same rule in SQL; the contract tests of the port compare both.
 */
export const isApplicable = (
  { risk, requiresNoScreening }: ImmediateAssessment,
  { outstandingScreenings, ...customer }: Pick<AssessmentCase, 'before' | 'flags' | 'outstandingScreenings'>,
  lowering: Lowering,
): boolean =>
  (lowering === 'auto' || waitingReasons(customer, risk.level).length === 0) &&
  !(requiresNoScreening && outstandingScreenings.length > 0);
