import type { Intent } from '@aml-customer/domain';
import {
  isApplicable,
  isByActiveModel,
  resultOf,
  type ImmediateAssessment,
} from '../assessments/assess-on-acceptance.js';
import type { Assessment } from '../assessments/ports.js';
import { statusOnAcceptance } from '../assessments/waiting-reasons.js';
import { MemoryStore, type StoredVersion } from '../memory/memory-store.js';
import type {
  CustomerReader,
  CustomerRegister,
  CustomerVersion,
  FollowUp,
  FollowUps,
  PageLimit,
  RequestedScreening,
  Standing,
  StoreOutcome,
  VersionPage,
  VersionSummary,
} from './ports.js';
import { consequencesOf, stateAsked, type AssessedMessage, type CustomerState } from './register/consequences.js';

/** Customers in memory, for tests and for programs that need no database. */
export class MemoryCustomers implements CustomerRegister, CustomerReader, FollowUps {
  constructor(private readonly data = new MemoryStore()) {}

  async store(intent: Intent, body: string, assessment?: ImmediateAssessment): Promise<StoreOutcome> {
    const { customer, message, hold } = intent;
    const before = this.data.current(customer.extId);
    if (this.data.messages.has(message.communicationNumber)) return 'number-taken';
    if (hold.customer === 'absent' && before) return 'customer-exists';
    if (hold.customer === 'present' && !before) return 'customer-missing';
    this.data.messages.set(message.communicationNumber, {
      customerExtId: customer.extId,
      body,
      ...(message.requester !== undefined && { requester: message.requester }),
      followUps: followUpsOf(intent),
    });
    const immediate = assessment && this.isApplicable(assessment, intent, before) ? assessment : undefined;
    const assessmentId = intent.follow.assessment ? String(this.data.next()) : undefined;
    const after = this.addVersion(intent, body, before, assessmentId, immediate);
    if (before || immediate) this.applyConsequences(intent, before, after, immediate);
    if (assessmentId !== undefined) this.addAssessment(assessmentId, intent, after, immediate);
    return immediate ? 'assessed' : 'stored';
  }

  private isApplicable(
    assessment: ImmediateAssessment,
    { customer: { extId, flags } }: Intent,
    stored: StoredVersion | undefined,
  ): boolean {
    if (!isByActiveModel(assessment.risk, this.data.activeModel)) return false;
    if (!stored) return true;
    const before = this.data.before(extId, stored.version + 1);
    const outstandingScreenings = this.data.outstandingScreenings(extId).map(({ process }) => process);
    return isApplicable(assessment, { ...(before && { before }), flags, outstandingScreenings }, this.data.lowering);
  }

  async standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    const accepted = this.data.messages.get(communicationNumber);
    return {
      ...(accepted && { acceptedBody: accepted.body }),
      customerExists: customerExtId !== undefined && this.data.customers.has(customerExtId),
    };
  }

  async find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined> {
    const versions = this.data.customers.get(customerExtId)?.versions;
    const found = version === undefined ? versions?.at(-1) : versions?.find((stored) => stored.version === version);
    return found && publicVersion(found);
  }

  async versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined> {
    return this.data.customers
      .get(customerExtId)
      ?.versions.map(
        ({ version, communicationNumber, updatedAt, cause, assessmentId, riskLevel, riskLevelBefore }) => ({
          version,
          communicationNumber,
          riskLevel,
          ...(riskLevelBefore !== undefined && { riskLevelBefore }),
          createdAt: updatedAt,
          cause,
          ...(assessmentId !== undefined && { assessmentId }),
        }),
      );
  }

  async versionsAfter(customerExtId: string, after: number, limit: PageLimit): Promise<VersionPage> {
    const stored = this.data.customers.get(customerExtId)?.versions ?? [];
    const remaining = stored.filter(({ version }) => version > after);
    const page = pageOf(remaining, ({ body }) => body, limit);
    return { versions: page.map(publicVersion), hasMore: page.length < remaining.length };
  }

  async outstandingScreenings(customerExtId: string): Promise<readonly RequestedScreening[]> {
    return this.data.outstandingScreenings(customerExtId);
  }

  async queuedBy(communicationNumber: string): Promise<readonly FollowUp[]> {
    return this.data.messages.get(communicationNumber)?.followUps ?? [];
  }

  private addVersion(
    { customer, message, follow }: Intent,
    body: string,
    before: StoredVersion | undefined,
    assessmentId: string | undefined,
    immediate: ImmediateAssessment | undefined,
  ): StoredVersion {
    const stored = this.data.customers.get(customer.extId);
    const now = this.data.now();
    const version: StoredVersion = {
      customerExtId: customer.extId,
      version: (before?.version ?? 0) + 1,
      customerStatus:
        immediate?.status ??
        statusOnAcceptance(
          before?.customerStatus,
          { status: customer.status, assessed: follow.assessment },
          this.data.lowering,
        ),
      riskLevel: (immediate && resultOf(immediate).finalRiskLevel) ?? customer.riskLevel ?? before?.riskLevel ?? 'NONE',
      ...(before && { riskLevelBefore: before.riskLevel }),
      title: customer.title,
      communicationNumber: message.communicationNumber,
      body,
      createdAt: before?.createdAt ?? now,
      updatedAt: before && before.updatedAt > now ? before.updatedAt : now,
      cause: 'MESSAGE',
      ...(assessmentId !== undefined && { assessmentId }),
      flags: customer.flags,
    };
    this.data.customers.set(customer.extId, {
      sequence: stored?.sequence ?? this.data.next(),
      versions: [...(stored?.versions ?? []), version],
    });
    return version;
  }

  private applyConsequences(
    { customer, message }: Intent,
    before: StoredVersion | undefined,
    after: StoredVersion,
    immediate: ImmediateAssessment | undefined,
  ): void {
    const { superseded, events } = consequencesOf(
      {
        customerExtId: customer.extId,
        ...(message.requester !== undefined && { requester: message.requester }),
        at: after.updatedAt,
        before: before ? stateOf(before) : stateAsked(customer),
        after: stateOf(after),
        assessments: this.assessmentsOf(customer.extId),
        ...(immediate && { assessed: assessedMessage(immediate, { customer, message }) }),
      },
      { events: this.data.callbackEvents, newId: () => `event-${this.data.next()}` },
    );
    for (const id of superseded) {
      const stored = this.data.assessments.get(id);
      if (stored)
        this.data.assessments.set(id, { ...stored, assessment: { ...stored.assessment, state: 'SUPERSEDED' } });
    }
    for (const { event, requester } of events)
      this.data.append(
        event,
        { customer: customer.extId, ...(requester !== undefined && { requester }) },
        after.updatedAt,
      );
  }

  private assessmentsOf(customerExtId: string) {
    return [...this.data.assessments.values()]
      .map(({ assessment }) => assessment)
      .filter((assessment) => assessment.customerExtId === customerExtId)
      .map(({ id, state, lead, communicationNumber, risk }) => {
        const requester = this.data.messages.get(communicationNumber)?.requester;
        return {
          ...{ id, state, lead, communicationNumber },
          ...(requester !== undefined && { requester }),
          ...(risk && { riskLevel: risk.level }),
        };
      });
  }

  private addAssessment(
    id: string,
    { customer, message }: Intent,
    { version, updatedAt }: StoredVersion,
    immediate: ImmediateAssessment | undefined,
  ): void {
    this.data.assessments.set(id, {
      sequence: Number(id),
      assessment: {
        id,
        state: 'QUEUED',
        customerExtId: customer.extId,
        version,
        communicationNumber: message.communicationNumber,
        createdAt: updatedAt,
        lead: customer.lead ?? false,
        ...(immediate && assessedMembers(immediate, updatedAt)),
      },
      requestedStatus: customer.status,
    });
  }
}

/** The members of an assessment that was made when its message was accepted. */
function assessedMembers(
  immediate: ImmediateAssessment,
  at: Date,
): Pick<Assessment, 'state' | 'risk' | 'assessedAt' | 'fourEyes' | 'finalRiskLevel' | 'completedAt'> {
  const { risk, fourEyes } = immediate;
  const { state, finalRiskLevel } = resultOf(immediate);
  return {
    ...{ state, risk, assessedAt: at, fourEyes: { whenAssessed: fourEyes } },
    ...(finalRiskLevel && { finalRiskLevel, completedAt: at }),
  };
}

const assessedMessage = (
  immediate: ImmediateAssessment,
  { customer, message }: Pick<Intent, 'customer' | 'message'>,
): AssessedMessage => ({
  state: resultOf(immediate).state,
  riskLevel: immediate.risk.level,
  lead: customer.lead ?? false,
  communicationNumber: message.communicationNumber,
});

const stateOf = ({ customerStatus: status, riskLevel, flags }: StoredVersion): CustomerState => ({
  status,
  riskLevel,
  flags,
});

/** The first rows, up to the number of versions or to the row with which the bodies reach the number of bytes. */
export function pageOf<Row>(
  rows: readonly Row[],
  bodyOf: (row: Row) => string,
  { versions, bytes }: PageLimit,
): readonly Row[] {
  let read = 0;
  const listed = rows.slice(0, versions);
  const end = listed.findIndex((row) => (read += Buffer.byteLength(bodyOf(row))) >= bytes);
  return end === -1 ? listed : listed.slice(0, end + 1);
}

/** A version without the columns that only the store uses. */
export const publicVersion = ({ flags: _, ...version }: StoredVersion): CustomerVersion => version;

const followUpsOf = ({ follow }: Intent): FollowUp[] => [
  ...(follow.assessment ? [{ kind: 'assessment' } as const] : []),
  ...follow.screenings.map((process) => ({ kind: 'screening', process }) as const),
];
