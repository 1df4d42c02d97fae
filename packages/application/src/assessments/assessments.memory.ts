import {
  MOST_COUNTED,
  type Assessment,
  type AssessmentCase,
  type Assessments,
  type AssessmentState,
  type Conclusion,
  type Waiting,
} from './ports.js';

/** Assessments in memory, for tests and for those who reuse the package; nothing survives the process. */
export class MemoryAssessments implements Assessments {
  private readonly cases = new Map<string, AssessmentCase>();

  /**
   * `onConcluded` hears of each step that was applied, with the case before it: to write its events and the customer's
   * version.
   */
  constructor(private readonly onConcluded: (step: Conclusion, before: AssessmentCase) => void = () => {}) {}

  /** Queues an assessment. */
  queue(case_: AssessmentCase): void {
    this.cases.set(case_.assessment.id, case_);
  }

  async open(id: string): Promise<AssessmentCase | undefined> {
    return this.cases.get(id);
  }

  async conclude(id: string, step: Conclusion): Promise<boolean> {
    const before = this.cases.get(id);
    if (
      before?.assessment.state !== step.seen.state ||
      JSON.stringify(before.assessment.decision) !== JSON.stringify(step.seen.decision)
    )
      return false;
    const customer = step.customer && {
      riskLevel: step.customer.riskLevel,
      customerStatus: step.customer.status,
      customerUpdatedAt: step.assessment.completedAt ?? before.customerUpdatedAt,
    };
    const decisions = step.entry && { decisions: [...(before.assessment.decisions ?? []), step.entry] };
    this.cases.set(id, {
      ...before,
      ...customer,
      assessment: { ...before.assessment, ...step.assessment, ...decisions },
    });
    this.onConcluded(step, before);
    return true;
  }

  async ofCustomer(customerExtId: string): Promise<readonly Assessment[] | undefined> {
    const own = this.all()
      .filter((assessment) => assessment.customerExtId === customerExtId)
      .map(listed);
    return own.length > 0 ? own.reverse() : undefined;
  }

  async waiting(): Promise<Waiting> {
    const count = (state: AssessmentState) =>
      Math.min(MOST_COUNTED, this.all().filter((assessment) => assessment.state === state).length);
    return { queued: count('QUEUED'), pending: count('PENDING') };
  }

  /** The cursor counts the assessments that were passed. */
  async inState(
    state: AssessmentState,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly Assessment[]; readonly cursor?: string } | undefined> {
    const all = this.all();
    const passed = Number(after ?? '0');
    if (!/^\d+$/.test(after ?? '0') || passed > all.length) return undefined;
    const found = all
      .map((assessment, index) => ({ assessment, next: String(index + 1) }))
      .slice(passed)
      .filter(({ assessment }) => assessment.state === state)
      .slice(0, limit);
    const next = found.at(-1)?.next ?? after;
    return { items: found.map(({ assessment }) => listed(assessment)), ...(next !== undefined && { cursor: next }) };
  }

  private all(): Assessment[] {
    return [...this.cases.values()].map(({ assessment }) => assessment);
  }
}

/** Lists have no reasons, and of decisions the one that stands. */
function listed({ decisions: _, risk, ...assessment }: Assessment): Assessment {
  return { ...assessment, ...(risk && { risk: { ...risk, explanation: {} } }) };
}
