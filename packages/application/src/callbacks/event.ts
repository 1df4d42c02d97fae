import type { CustomerStatus, Flags, RiskLevel } from '@aml-customer/domain';

/** Who the risk management category says the message is about (docs/contract/callbacks.md, "Events"). */
export type EventParty = 'customer' | 'lead';

/** A screening, as the word of its event type. */
export type Screening = 'sanctions' | 'pep' | 'adverse_media' | 'internal_list';

/** `….kyc_scoring.pending`: a person must decide. */
export interface ScoringPending {
  readonly initialRiskLevel: RiskLevel;
}

/** `….kyc_scoring.completed`: always, at the end. */
export interface ScoringCompleted {
  readonly initialRiskLevel: RiskLevel;
  readonly finalRiskLevel: RiskLevel;
  readonly decisionType: 'ACCEPTED' | 'REJECTED';
  /** A code of the decisionGround classifier; only when a person decided. */
  readonly decisionGroundCode?: string;
  /** RFC 3339, in UTC. */
  readonly approvedAt?: string;
}

/** `….kyc_scoring.superseded`: a newer message replaced an assessment before it was decided. */
export interface ScoringSuperseded {
  readonly initialRiskLevel?: RiskLevel;
}

/** `app.amlyze.customer.screening.….pending`: matches found, a person must decide. */
export interface ScreeningPending {
  readonly externalId: string;
}

/** `….completed`: the one flag of the screening is there only when a match was found and decided. */
export interface ScreeningCompleted extends ScreeningPending, Flags {
  readonly screeningMatch: boolean;
}

/** A related entity, as far as it is known; `externalId` is its extId. Dates are as they were sent. */
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

/** The same of a related entity. */
export interface RelatedEntityPending extends RelatedEntity {
  readonly customerExternalId: string;
}

/** The same of a related entity. */
export interface RelatedEntityCompleted extends RelatedEntityPending, Flags {
  readonly screeningMatch: boolean;
}

/** `com.amlyze.customer.updated`: risk level, status or flags changed. */
export interface CustomerUpdated extends Flags {
  readonly customerExternalID: string;
  readonly riskLevel?: RiskLevel;
  readonly status?: CustomerStatus;
  /** RFC 3339, in UTC. */
  readonly updatedAt: string;
}

/** What an event says, as it goes out; absent values are left out, never null. */
export type EventData =
  | ScoringPending
  | ScoringCompleted
  | ScoringSuperseded
  | ScreeningPending
  | ScreeningCompleted
  | RelatedEntityPending
  | RelatedEntityCompleted
  | CustomerUpdated;

/** An event: written once, with what caused it, and sent with the same id however often. */
export interface CallbackEvent<Data extends EventData = EventData> {
  /** Unique among all events; no dots (Standard Webhooks signs `id.timestamp.body`). */
  readonly id: string;
  readonly type: string;
  /**
   * The number of the message that caused it, as it was sent; absent from customer.updated, whose source is a fixed
   * word.
   */
  readonly communicationNumber?: string;
  /** The customer's external id, as it was sent. */
  readonly subject: string;
  readonly time: Date;
  readonly data: Data;
}

/** The source of customer.updated (docs/contract/callbacks.md, "Events"). */
export const UPDATE_SOURCE = 'customer';

/** The source as polling returns it, not yet percent-encoded: a communication number, or the fixed word. */
export const sourceOf = (event: CallbackEvent): string => event.communicationNumber ?? UPDATE_SOURCE;
