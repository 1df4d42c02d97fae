import type { CustomerStatus, Flags } from '@aml-customer/domain';
import { customerBefore } from '../assessments/before-message.js';
import type { Assessment, AssessmentCase, CustomerBefore } from '../assessments/ports.js';
import type { Lowering } from '../assessments/waiting-reasons.js';
import { CallbackEvents } from '../callbacks/events.js';
import type { CallbackEvent } from '../callbacks/event.js';
import { firstProgress } from '../callbacks/first-progress.js';
import type { DeliveryProgress, Receiver } from '../callbacks/ports.js';
import type { Erasure } from '../customers/erase/ports.js';
import type { CustomerVersion, FollowUp, RequestedScreening } from '../customers/ports.js';
import type { StoredModel } from '../risk-models/ports.js';

/** The settings of an installation in memory. */
export interface MemoryOptions {
  /** The clock of the store. Default: the system clock. */
  readonly now?: () => Date;
  /** Names the events that an update causes. Default: the published prefixes. */
  readonly events?: CallbackEvents;
  /** Whether events without an own receiver go to a default one. Default: true. */
  readonly hasDefaultReceiver?: boolean;
  /** Whether a person must decide what a message would undo. Default: person. */
  readonly lowering?: Lowering;
}

/** A version with the columns that only the store uses. */
export interface StoredVersion extends CustomerVersion {
  /** The flags that the message of the profile sets. */
  readonly flags: Flags;
}

/** A customer and its position in the order of registration. */
export interface StoredCustomer {
  readonly sequence: number;
  readonly versions: readonly StoredVersion[];
}

/** An accepted message. */
export interface StoredMessage {
  readonly customerExtId: string;
  readonly body: string;
  readonly requester?: string;
  readonly followUps: readonly FollowUp[];
}

/** An assessment and its position in the order of creation. */
export interface StoredAssessment {
  readonly sequence: number;
  readonly assessment: Assessment;
  readonly requestedStatus?: CustomerStatus;
  /** The customer of an assessment that a test queued without registering the customer. */
  readonly detached?: Omit<AssessmentCase, 'assessment' | 'outstandingScreenings'>;
}

/** The customer in whose queue an event is delivered, and the system whose receiver gets it. */
export interface EventRouting {
  readonly customer: string;
  readonly requester?: string;
}

/** An event, its place in the feed, and how far its delivery got. */
export interface StoredEvent extends EventRouting {
  readonly position: number;
  readonly event: CallbackEvent;
  progress: DeliveryProgress;
  lease?: { readonly token: string; readonly until: Date };
}

/**
 * The data that the adapters in memory share, as the tables of a database. Nothing survives the process. Use it through
 * the adapters, see {@link MemoryInstallation}.
 */
export class MemoryStore {
  readonly customers = new Map<string, StoredCustomer>();
  readonly messages = new Map<string, StoredMessage>();
  readonly assessments = new Map<string, StoredAssessment>();
  readonly receivers = new Map<string, Receiver>();
  readonly erasures: Erasure[] = [];
  events: StoredEvent[] = [];
  /** Latest first. */
  models: readonly StoredModel[] = [];
  readonly now: () => Date;
  readonly callbackEvents: CallbackEvents;
  readonly lowering: Lowering;
  private readonly hasDefaultReceiver: boolean;
  private sequence = 0;
  private position = 0;

  constructor({
    now = () => new Date(),
    events = new CallbackEvents(),
    hasDefaultReceiver = true,
    lowering = 'person',
  }: MemoryOptions = {}) {
    this.now = now;
    this.callbackEvents = events;
    this.hasDefaultReceiver = hasDefaultReceiver;
    this.lowering = lowering;
  }

  /** A new number, larger than all before: the order of customers and assessments, and part of ids. */
  next(): number {
    return ++this.sequence;
  }

  /** The last position in the feed that was assigned, also if its event was erased since. */
  get lastPosition(): number {
    return this.position;
  }

  /** The current version of a customer. */
  current(customerExtId: string): StoredVersion | undefined {
    return this.customers.get(customerExtId)?.versions.at(-1);
  }

  /** The state of a customer before one of its versions, by the versions and assessments before that. */
  before(customerExtId: string, version: number): CustomerBefore | undefined {
    const versions = this.customers.get(customerExtId)?.versions ?? [];
    const assessments = [...this.assessments.values()].map(({ assessment }) => assessment);
    return customerBefore({
      riskLevel: versions.at(-1)?.riskLevel ?? 'NONE',
      versions: versions.filter((earlier) => earlier.version < version),
      assessments: assessments.filter(
        (earlier) => earlier.customerExtId === customerExtId && earlier.version < version,
      ),
    });
  }

  /** See CustomerReader. Nothing runs screenings yet, so every requested one is outstanding. */
  outstandingScreenings(customerExtId: string): readonly RequestedScreening[] {
    const byProcess = new Map<string, RequestedScreening>();
    for (const { cause, communicationNumber, updatedAt } of this.customers.get(customerExtId)?.versions ?? [])
      for (const followUp of (cause === 'MESSAGE' && this.messages.get(communicationNumber)?.followUps) || [])
        if (followUp.kind === 'screening' && !byProcess.has(followUp.process))
          byProcess.set(followUp.process, { process: followUp.process, state: 'QUEUED', requestedAt: updatedAt });
    return [...byProcess.values()];
  }

  /** The risk model that assesses now; undefined if none was ever activated. */
  get activeModel(): StoredModel | undefined {
    return this.models.find(({ active }) => active);
  }

  /** Writes an event and its delivery. */
  append(event: CallbackEvent, routing: EventRouting, now = this.now()): void {
    const situation = {
      hasDefaultReceiver: this.hasDefaultReceiver,
      hasOwnReceivers: this.receivers.size > 0,
      hasPendingEvents: this.events.some((e) => e.customer === routing.customer && e.progress.state === 'PENDING'),
    };
    this.events.push({ event, ...routing, position: ++this.position, progress: firstProgress(situation, now) });
  }
}
