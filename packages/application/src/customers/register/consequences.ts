import type { CustomerStatus, Flags, RiskLevel } from '@aml-customer/domain';
import type { AssessedLevel, Assessment, AssessmentState } from '../../assessments/ports.js';
import type { CallbackEvent, CustomerUpdated, ReportedFlags } from '../../callbacks/event.js';
import { partyOf, type CallbackEvents, type EventCause } from '../../callbacks/events.js';

/**
 * The states in which a newer message of the customer supersedes an assessment: nobody has decided it yet
 * (docs/contract/callbacks.md, "Events").
 */
export const SUPERSEDABLE_STATES = ['QUEUED', 'PENDING'] as const satisfies readonly AssessmentState[];

/** The part of a customer that `customer.updated` reports. */
export interface CustomerState {
  readonly status: CustomerStatus;
  readonly riskLevel: RiskLevel;
  /** The flags that the message of this version sets; an absent flag counts as false. */
  readonly flags: Flags;
}

const REPORTED_FLAGS = [
  'sanctioned',
  'pep',
  'inAdverseMedia',
  'inInternalList',
] as const satisfies readonly (keyof ReportedFlags)[];

/**
 * The content of `customer.updated`, or undefined if status, risk level and flags are unchanged
 * (docs/contract/callbacks.md, "Events"). A flag that the newer version no longer sets is reported as false, so that
 * the receiver learns of it; a flag that neither version sets is left out.
 */
export function customerUpdate(
  before: CustomerState,
  after: CustomerState,
): Omit<CustomerUpdated, 'customerExternalID' | 'updatedAt'> | undefined {
  const isUnchanged =
    before.status === after.status &&
    before.riskLevel === after.riskLevel &&
    REPORTED_FLAGS.every((flag) => (before.flags[flag] === true) === (after.flags[flag] === true));
  if (isUnchanged) return undefined;
  return {
    ...reportedFlags(before.flags, after.flags),
    riskLevel: after.riskLevel,
    status: after.status,
  };
}

function reportedFlags(before: Flags, after: Flags): ReportedFlags {
  const flags: { -readonly [flag in keyof ReportedFlags]: boolean } = {};
  for (const flag of REPORTED_FLAGS) {
    const value = after[flag] ?? (before[flag] === true ? false : undefined);
    if (value !== undefined) flags[flag] = value;
  }
  return flags;
}

/** An assessment of the customer from before the update, with the requester of its message. */
export type EarlierAssessment = Pick<Assessment, 'id' | 'state' | 'lead' | 'communicationNumber'> & {
  readonly requester?: string;
  readonly riskLevel?: RiskLevel;
};

/** The result of an assessment that was made when its message was accepted. */
export type AssessedMessage = Pick<Assessment, 'lead' | 'communicationNumber'> & {
  readonly state: 'PENDING' | 'COMPLETED';
  readonly riskLevel: AssessedLevel;
};

/** An accepted message: an update, or a registration that was assessed when it was accepted. */
export interface AcceptedMessage {
  readonly customerExtId: string;
  /** The system that sent the message. */
  readonly requester?: string;
  /** When the new version was created. */
  readonly at: Date;
  /** For a registration {@link stateAsked}. */
  readonly before: CustomerState;
  readonly after: CustomerState;
  /** The assessments of earlier versions, oldest first; those that are final may be among them. */
  readonly assessments: readonly EarlierAssessment[];
  /** Absent if the message is not assessed, or its assessment is queued. */
  readonly assessed?: AssessedMessage;
}

/** The state that a message asks for when it registers a customer: the assessment may give another status and level. */
export const stateAsked = ({ status, flags }: Pick<CustomerState, 'status' | 'flags'>): CustomerState => ({
  status,
  flags,
  riskLevel: 'NONE',
});

/** An event, and the system whose receiver gets it. */
export interface AddressedEvent {
  readonly requester?: string;
  readonly event: CallbackEvent;
}

/** What an accepted message changes apart from the customer itself. */
export interface Consequences {
  /** The ids of the assessments that become SUPERSEDED. */
  readonly superseded: readonly string[];
  /** In the order in which they are written. */
  readonly events: readonly AddressedEvent[];
}

/**
 * Decides which assessments a message supersedes and which events report it: one `superseded` event for each of them,
 * to the requester of the superseded message; then to the requester of the message `pending` or `completed` if it was
 * assessed, and `customer.updated` if the customer changed. The PostgreSQL adapter carries out the same rule in SQL;
 * the contract tests of the port compare both.
 */
export function consequencesOf(
  { customerExtId, requester, at, before, after, assessments, assessed }: AcceptedMessage,
  { events, newId }: { readonly events: CallbackEvents; readonly newId: () => string },
): Consequences {
  const superseded = assessments.filter(({ state }) =>
    SUPERSEDABLE_STATES.some((supersedable) => supersedable === state),
  );
  const update = customerUpdate(before, after);
  const causeOf = ({ communicationNumber }: Pick<Assessment, 'communicationNumber'>): EventCause => ({
    id: newId(),
    time: at,
    communicationNumber,
    customerExtId,
  });
  return {
    superseded: superseded.map(({ id }) => id),
    events: [
      ...superseded.map((assessment) =>
        addressed(
          assessment.requester,
          events.scoringSuperseded(
            causeOf(assessment),
            partyOf(assessment),
            assessment.riskLevel === undefined ? {} : { initialRiskLevel: assessment.riskLevel },
          ),
        ),
      ),
      ...(assessed ? [addressed(requester, scoringEvent(assessed, causeOf(assessed), events))] : []),
      ...(update
        ? [addressed(requester, events.customerUpdated({ id: newId(), time: at, customerExtId }, update))]
        : []),
    ],
  };
}

function scoringEvent(assessed: AssessedMessage, cause: EventCause, events: CallbackEvents): CallbackEvent {
  const { state, riskLevel } = assessed;
  return state === 'PENDING'
    ? events.scoringPending(cause, partyOf(assessed), { initialRiskLevel: riskLevel })
    : events.scoringCompleted(cause, partyOf(assessed), {
        initialRiskLevel: riskLevel,
        finalRiskLevel: riskLevel,
        decisionType: 'ACCEPTED',
        approvedAt: cause.time,
      });
}

const addressed = (requester: string | undefined, event: CallbackEvent): AddressedEvent => ({
  event,
  ...(requester !== undefined && { requester }),
});
