import { examples, type Profile } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { CallbackEvents } from '../callbacks/events.js';
import { AssessCustomer } from './assess-customer.js';
import { MemoryAssessments } from './memory/assessments.memory.js';
import type { AssessedRisk } from './ports.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const risk: AssessedRisk = { level: 'LOW', score: 3, needsDecision: false, nextReview: '2031-03-01', model: { id: 'default', version: '1', hash: 'abc' }, explanation: {} };

/** A queued customer with this message, and the profiles that are evaluated. */
function aQueued(body: unknown) {
  const assessments = new MemoryAssessments();
  const evaluated: Profile[] = [];
  assessments.queue({
    assessment: { id: '1', state: 'QUEUED', customerExtId: 'C', version: 1, communicationNumber: 'N', createdAt: now, lead: false },
    customerStatus: 'PENDING', riskLevel: 'NONE', customerUpdatedAt: now, body: JSON.stringify(body),
  });
  const evaluation = { evaluate: async (profile: Profile) => { evaluated.push(profile); return risk; } };
  return { assessments, evaluated, assess: new AssessCustomer({ assessments, evaluation, events: new CallbackEvents(), newId: () => 'evt-1', now: () => now }) };
}

describe('assessing a stored message', () => {
  test('that reads concludes it', async () => {
    const { assess, assessments, evaluated } = aQueued(examples[0]?.body);
    await assess.assess('1');
    expect(evaluated).toMatchObject([{ entityType: 'INDIVIDUAL' }]);
    expect((await assessments.open('1'))?.assessment).toMatchObject({ state: 'COMPLETED', finalRiskLevel: 'LOW' });
  });

  test.each([
    ['with problems, for a field would be left out of the assessment', { ...examples[0]?.body, isPEP: 'perhaps' }],
    ['with problems in a related entity', { ...examples[0]?.body, listRelatedEntity: 'nobody' }],
    ['not at all', []],
  ])('that reads %s, is refused and stays queued', async (_, body) => {
    const { assess, assessments, evaluated } = aQueued(body);
    await expect(assess.assess('1')).rejects.toThrow('A stored message does not read');
    expect(evaluated).toEqual([]);
    expect((await assessments.open('1'))?.assessment.state).toBe('QUEUED');
  });
});
