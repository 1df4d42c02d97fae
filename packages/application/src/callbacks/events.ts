import type {
  CallbackEvent,
  CustomerUpdated,
  EventData,
  EventParty,
  RelatedEntity,
  RelatedEntityCompleted,
  RelatedEntityPending,
  ReportedFlags,
  ScoringCompleted,
  ScoringPending,
  ScoringSuperseded,
  Screening,
  ScreeningCompleted,
  ScreeningPending,
} from './event.js';

/** The configurable prefixes of event types; the contract defines the rest. */
export interface EventPrefixes {
  /** Of assessments and screenings. */
  readonly events: string;
  /** Of customer.updated. */
  readonly updates: string;
}

/** The prefixes of the published documentation. */
export const EVENT_PREFIXES: EventPrefixes = { events: 'app.amlyze', updates: 'com.amlyze' };

/** The common properties of events; `id` is new and has no dots. */
export interface EventCause {
  readonly id: string;
  readonly time: Date;
  readonly communicationNumber: string;
  readonly customerExtId: string;
}

/** The result of a screening; `confirmed` is a person's decision about the match, absent if none was needed. */
export interface ScreeningResult {
  readonly screeningMatch: boolean;
  readonly confirmed?: boolean;
}

/** The same data with a Date instead of text. */
type Timed<Data, Field extends string> = Omit<Data, Field> & { readonly [key in Field]?: Date };

const FLAG = {
  sanctions: 'sanctioned',
  pep: 'pep',
  adverse_media: 'inAdverseMedia',
  internal_list: 'inInternalList',
} as const satisfies Record<Screening, keyof ReportedFlags>;

const ENTITY = [
  'externalId',
  'type',
  'firstName',
  'lastName',
  'title',
  'birthDate',
  'establishmentDate',
  'nationalCode',
  'relationCode',
  'countryCode',
] as const satisfies readonly (keyof RelatedEntity)[];

/**
 * Builds the events of docs/contract/callbacks.md, "Events", with an installation's prefixes. Pure; an event contains
 * only the fields that the contract lists.
 */
export class CallbackEvents {
  constructor(private readonly prefixes: EventPrefixes = EVENT_PREFIXES) {}

  /** A person must decide. */
  scoringPending(
    cause: EventCause,
    party: EventParty,
    { initialRiskLevel }: ScoringPending,
  ): CallbackEvent<ScoringPending> {
    return this.scoring('pending', cause, party, { initialRiskLevel });
  }

  /** The assessment is complete, by the model or by a person. */
  scoringCompleted(
    cause: EventCause,
    party: EventParty,
    result: Timed<ScoringCompleted, 'approvedAt'>,
  ): CallbackEvent<ScoringCompleted> {
    const { initialRiskLevel, finalRiskLevel, decisionType, decisionGroundCode, approvedAt } = result;
    return this.scoring('completed', cause, party, {
      initialRiskLevel,
      finalRiskLevel,
      decisionType,
      decisionGroundCode,
      approvedAt: approvedAt?.toISOString(),
    });
  }

  /** A newer message replaced the assessment before it was decided. */
  scoringSuperseded(
    cause: EventCause,
    party: EventParty,
    { initialRiskLevel }: ScoringSuperseded,
  ): CallbackEvent<ScoringSuperseded> {
    return this.scoring('superseded', cause, party, { initialRiskLevel });
  }

  /** The customer has matches, and a person must decide. */
  screeningPending(cause: EventCause, screening: Screening): CallbackEvent<ScreeningPending> {
    return this.event(`customer.screening.${screening}.pending`, cause, { externalId: cause.customerExtId });
  }

  /** A customer's screening is complete. */
  screeningCompleted(
    cause: EventCause,
    screening: Screening,
    result: ScreeningResult,
  ): CallbackEvent<ScreeningCompleted> {
    return this.event(`customer.screening.${screening}.completed`, cause, {
      externalId: cause.customerExtId,
      ...matchOf(screening, result),
    });
  }

  /** A related entity has matches, and a person must decide. */
  relatedEntityPending(
    cause: EventCause,
    screening: Screening,
    entity: RelatedEntity,
  ): CallbackEvent<RelatedEntityPending> {
    return this.event(`related_entity.screening.${screening}.pending`, cause, {
      customerExternalId: cause.customerExtId,
      ...only(entity, ENTITY),
    });
  }

  /** A related entity's screening is complete. */
  relatedEntityCompleted(
    cause: EventCause,
    screening: Screening,
    entity: RelatedEntity,
    result: ScreeningResult,
  ): CallbackEvent<RelatedEntityCompleted> {
    const data = { customerExternalId: cause.customerExtId, ...only(entity, ENTITY), ...matchOf(screening, result) };
    return this.event(`related_entity.screening.${screening}.completed`, cause, data);
  }

  /** Risk level, status or flags changed. */
  customerUpdated(
    cause: Omit<EventCause, 'communicationNumber'>,
    update: Omit<CustomerUpdated, 'customerExternalID' | 'updatedAt'>,
  ): CallbackEvent<CustomerUpdated> {
    const { id, time, customerExtId: subject } = cause;
    const { sanctioned, pep, inAdverseMedia, inInternalList, riskLevel, status } = update;
    const data = {
      customerExternalID: subject,
      sanctioned,
      pep,
      inAdverseMedia,
      inInternalList,
      riskLevel,
      status,
      updatedAt: time.toISOString(),
    };
    return { id, type: `${this.prefixes.updates}.customer.updated`, subject, time, data: present(data) };
  }

  private scoring<Data extends EventData>(
    step: string,
    cause: EventCause,
    party: EventParty,
    data: Data,
  ): CallbackEvent<Data> {
    return this.event(`${party}.riskmanagement.kyc_scoring.${step}`, cause, data);
  }

  private event<Data extends EventData>(
    type: string,
    { id, time, communicationNumber, customerExtId }: EventCause,
    data: Data,
  ): CallbackEvent<Data> {
    return {
      id,
      type: `${this.prefixes.events}.${type}`,
      communicationNumber,
      subject: customerExtId,
      time,
      data: present(data),
    };
  }
}

/** The party of an assessment's events. */
export const partyOf = ({ lead }: { readonly lead: boolean }): EventParty => (lead ? 'lead' : 'customer');

const matchOf = (
  screening: Screening,
  { screeningMatch, confirmed }: ScreeningResult,
): ReportedFlags & { readonly screeningMatch: boolean } => ({
  screeningMatch,
  ...(screeningMatch && confirmed !== undefined && { [FLAG[screening]]: confirmed }),
});

/** Copies only the listed fields, so that no other personal data is sent. */
const only = <Source extends object, Field extends keyof Source>(
  source: Source,
  fields: readonly Field[],
): Pick<Source, Field> => Object.fromEntries(fields.map((field) => [field, source[field]])) as Pick<Source, Field>;

const present = <Data extends object>(data: Data): Data =>
  Object.fromEntries(
    Object.entries(data).filter(([, value]: [string, unknown]) => value !== undefined && value !== null),
  ) as Data;
