import { isByActiveModel } from './assess-on-acceptance.js';
import { MemoryStore, type StoredAssessment, type StoredVersion } from '../memory/memory-store.js';
import { pageAfter } from '../memory/page-after.js';
import {
  MOST_COUNTED,
  type Assessment,
  type AssessmentCase,
  type Assessments,
  type AssessmentState,
  type Conclusion,
  type Waiting,
} from './ports.js';

/** Assessments in memory, for tests and for programs that need no database. */
export class MemoryAssessments implements Assessments {
  constructor(private readonly data = new MemoryStore()) {}

  /**
   * Adds or replaces an assessment in any state, without a message: tests start from it. The customer of the case
   * counts only if no customer with this id is registered.
   */
  queue({ assessment, ...detached }: Omit<AssessmentCase, 'outstandingScreenings'>): void {
    const sequence = this.data.assessments.get(assessment.id)?.sequence ?? this.data.next();
    this.data.assessments.set(assessment.id, { sequence, assessment, detached });
  }

  async open(id: string): Promise<AssessmentCase | undefined> {
    const stored = this.data.assessments.get(id);
    return stored && this.caseOf(stored);
  }

  async conclude(id: string, step: Conclusion): Promise<boolean> {
    const stored = this.data.assessments.get(id);
    if (!stored || !isAsSeen(stored.assessment, step.seen) || !this.isOfCurrentMessage(stored)) return false;
    const { risk } = step.assessment;
    if (step.seen.state === 'QUEUED' && risk && !isByActiveModel(risk, this.data.activeModel)) return false;
    const decisions = step.entry && { decisions: [...(stored.assessment.decisions ?? []), step.entry] };
    this.data.assessments.set(id, {
      ...stored,
      ...this.updateCustomer(stored, step),
      assessment: { ...stored.assessment, ...step.assessment, ...decisions },
    });
    const { customerExtId: customer, communicationNumber } = stored.assessment;
    const requester = this.data.messages.get(communicationNumber)?.requester;
    for (const event of step.events)
      this.data.append(event, { customer, ...(requester !== undefined && { requester }) });
    return true;
  }

  async ofCustomer(customerExtId: string): Promise<readonly Assessment[] | undefined> {
    const assessments = this.all()
      .map(({ assessment }) => assessment)
      .filter((assessment) => assessment.customerExtId === customerExtId)
      .map(listed);
    return assessments.length > 0 || this.data.customers.has(customerExtId) ? assessments.reverse() : undefined;
  }

  async waiting(): Promise<Waiting> {
    const count = (state: AssessmentState) => Math.min(MOST_COUNTED, this.allIn(state).length);
    return { queued: count('QUEUED'), pending: count('PENDING') };
  }

  async inState(
    state: AssessmentState,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly Assessment[]; readonly cursor?: string } | undefined> {
    const last = Math.max(0, ...this.all().map(({ sequence }) => sequence));
    const page = pageAfter(this.allIn(state), { after, limit, last, sequenceOf: ({ sequence }) => sequence });
    return page && { ...page, items: page.items.map(({ assessment }) => listed(assessment)) };
  }

  private all(): readonly StoredAssessment[] {
    return [...this.data.assessments.values()];
  }

  private allIn(state: AssessmentState): readonly StoredAssessment[] {
    return this.all().filter(({ assessment }) => assessment.state === state);
  }

  private caseOf({ assessment, detached, requestedStatus }: StoredAssessment): AssessmentCase {
    const current = this.data.current(assessment.customerExtId);
    const before = current ? this.data.before(assessment.customerExtId, assessment.version) : detached?.before;
    const body = this.data.messages.get(assessment.communicationNumber)?.body ?? detached?.body;
    const customer = current ? customerOf(current) : detached;
    if (!customer || body === undefined) throw new Error('An assessment without a customer');
    const screenings = this.data.outstandingScreenings(assessment.customerExtId);
    return {
      assessment,
      ...customer,
      outstandingScreenings: screenings.map(({ process }) => process),
      ...(requestedStatus && { requestedStatus }),
      ...(before && { before }),
      body,
    };
  }

  /** An assessment never changes a customer that a newer message has replaced since. */
  private isOfCurrentMessage({ assessment }: StoredAssessment): boolean {
    const current = this.data.current(assessment.customerExtId);
    return !current || current.communicationNumber === assessment.communicationNumber;
  }

  private updateCustomer(
    { assessment, detached }: StoredAssessment,
    { customer, assessment: { assessedAt, completedAt = assessedAt ?? this.data.now() } }: Conclusion,
  ): Pick<StoredAssessment, 'detached'> {
    if (!customer) return {};
    const { riskLevel, status: customerStatus } = customer;
    const stored = this.data.customers.get(assessment.customerExtId);
    const current = stored?.versions.at(-1);
    if (!stored || !current)
      return detached ? { detached: { ...detached, riskLevel, customerStatus, customerUpdatedAt: completedAt } } : {};
    const version: StoredVersion = {
      ...current,
      version: current.version + 1,
      riskLevel,
      riskLevelBefore: current.riskLevel,
      customerStatus,
      updatedAt: completedAt,
      cause: 'ASSESSMENT',
      assessmentId: assessment.id,
    };
    this.data.customers.set(assessment.customerExtId, { ...stored, versions: [...stored.versions, version] });
    return {};
  }
}

const isAsSeen = ({ state, decision }: Assessment, seen: Conclusion['seen']): boolean =>
  state === seen.state &&
  decision?.decidedBy === seen.decision?.decidedBy &&
  decision?.decidedAt.getTime() === seen.decision?.decidedAt.getTime();

const customerOf = ({ customerStatus, riskLevel, flags, updatedAt }: StoredVersion) => ({
  customerStatus,
  riskLevel,
  flags,
  customerUpdatedAt: updatedAt,
});

/** Lists omit the explanation and the history of decisions. */
function listed({ decisions: _, risk, ...assessment }: Assessment): Assessment {
  return { ...assessment, ...(risk && { risk: { ...risk, explanation: {} } }) };
}
