import { MemoryStore } from '../../memory/memory-store.js';
import type { CustomerErasure, Erasure, ErasureRequest } from './ports.js';

/** Erases customers in memory, for tests and for programs that need no database. */
export class MemoryCustomerErasure implements CustomerErasure {
  constructor(private readonly data = new MemoryStore()) {}

  async erase(customerExtId: string, request: ErasureRequest): Promise<Erasure | undefined> {
    const customer = this.data.customers.get(customerExtId);
    if (!customer) return undefined;
    const messages = [...this.data.messages].filter(([, message]) => message.customerExtId === customerExtId);
    const assessments = [...this.data.assessments.values()]
      .map(({ assessment }) => assessment)
      .filter((assessment) => assessment.customerExtId === customerExtId);
    const events = this.data.events.filter((stored) => stored.customer === customerExtId);
    this.data.customers.delete(customerExtId);
    for (const [communicationNumber] of messages) this.data.messages.delete(communicationNumber);
    for (const { id } of assessments) this.data.assessments.delete(id);
    this.data.events = this.data.events.filter((stored) => stored.customer !== customerExtId);
    const erasure: Erasure = {
      ...request,
      erasedAt: this.data.now(),
      removed: {
        versions: customer.versions.length,
        messages: messages.length,
        assessments: assessments.length,
        decisions: assessments.flatMap(({ decisions = [] }) => decisions).length,
        screenings: messages.flatMap(([, { followUps }]) => followUps.filter(({ kind }) => kind === 'screening'))
          .length,
        events: events.length,
      },
    };
    this.data.erasures.push(erasure);
    return erasure;
  }

  async erasuresOf(customerHash: string): Promise<readonly Erasure[]> {
    return this.data.erasures.filter((erasure) => erasure.customerHash === customerHash);
  }
}
