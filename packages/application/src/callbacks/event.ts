import type { CustomerStatus, Flags, RiskLevel } from '@aml-customer/domain';

/** The flags that events report. */
export type ReportedFlags = Omit<Flags, 'familyPep'>;

/** Whether the risk management category marks a customer or a lead (docs/contract/callbacks.md, "Events"). */
export type EventParty = 'customer' | 'lead';

/** A screening, as the word of its event type. */
export type Screening = 'sanctions' | 'pep' | 'adverse_media' | 'internal_list';

/** `….kyc_scoring.pending`: a person must decide. */
export interface ScoringPending {
  readonly initialRiskLevel: RiskLevel;
}

/** `….kyc_scoring.completed`: the assessment is complete. */
export interface ScoringCompleted {
  readonly initialRiskLevel: RiskLevel;
  readonly finalRiskLevel: RiskLevel;
  readonly decisionType: 'ACCEPTED' | 'REJECTED';
  /** A code of the decisionGround classifier; only if a person decided. */
  readonly decisionGroundCode?: string;
  /** RFC 3339, in UTC. */
  readonly approvedAt?: string;
}

/** `….kyc_scoring.superseded`: a newer message replaced the assessment before it was decided. */
export interface ScoringSuperseded {
  readonly initialRiskLevel?: RiskLevel;
}

/** `app.amlyze.customer.screening.….pending`: there are matches, and a person must decide. */
export interface ScreeningPending {
  readonly externalId: string;
}

/** `….completed`: has the flag of the screening only if there was a match and it was decided. */
export interface ScreeningCompleted extends ScreeningPending, ReportedFlags {
  readonly screeningMatch: boolean;
}

/** The known fields of a related entity; `externalId` is its extId. Dates are as sent. */
export interface RelatedEntity {
  readonly externalId?: string;
  readonly type?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly title?: string;
  readonly birthDate?: string;
  readonly establishmentDate?: string;
  readonly nationalCode?: string;
  readonly relationCode?: string;
  readonly countryCode?: string;
}

/** {@link ScreeningPending} for a related entity. */
export interface RelatedEntityPending extends RelatedEntity {
  readonly customerExternalId: string;
}

/** {@link ScreeningCompleted} for a related entity. */
export interface RelatedEntityCompleted extends RelatedEntityPending, ReportedFlags {
  readonly screeningMatch: boolean;
}

/** `com.amlyze.customer.updated`: risk level, status or flags changed. */
export interface CustomerUpdated extends ReportedFlags {
  readonly customerExternalID: string;
  readonly riskLevel?: RiskLevel;
  readonly status?: CustomerStatus;
  /** RFC 3339, in UTC. */
  readonly updatedAt: string;
}

/** The data of an event as sent; absent values are left out, never null. */
export type EventData =
  | ScoringPending
  | ScoringCompleted
  | ScoringSuperseded
  | ScreeningPending
  | ScreeningCompleted
  | RelatedEntityPending
  | RelatedEntityCompleted
  | CustomerUpdated;

/** An event: written once, in the transaction of its cause; every attempt to send it has the same id. */
export interface CallbackEvent<Data extends EventData = EventData> {
  /** Unique among all events; without dots, since Standard Webhooks signs `id.timestamp.body`. */
  readonly id: string;
  readonly type: string;
  /** The number of the message that caused it, as sent; absent from customer.updated, whose source is a fixed word. */
  readonly communicationNumber?: string;
  /** The customer's external id, as sent. */
  readonly subject: string;
  readonly time: Date;
  readonly data: Data;
}

/** The source of customer.updated (docs/contract/callbacks.md, "Events"). */
const UPDATE_SOURCE = 'customer';

/** The source as polling returns it, not percent-encoded: a communication number, or the fixed word. */
export const sourceOf = (event: CallbackEvent): string => event.communicationNumber ?? UPDATE_SOURCE;
