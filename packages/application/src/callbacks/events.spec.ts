import { describe, expect, test } from '@jest/globals';
import { sourceOf, type CallbackEvent } from './event.js';
import { CallbackEvents, EVENT_PREFIXES, type EventCause } from './events.js';

const cause: EventCause = {
  id: 'evt-1',
  time: new Date('2026-03-01T10:00:00Z'),
  communicationNumber: 'Pranešimas Nr. 1',
  customerExtId: 'Klientas 100%',
};
const events = new CallbackEvents();
const common = { id: 'evt-1', time: cause.time, communicationNumber: 'Pranešimas Nr. 1', subject: 'Klientas 100%' };
const scoring = 'app.amlyze.customer.riskmanagement.kyc_scoring';

describe('an event of the contract', () => {
  const entity = {
    externalId: 'RE-1',
    type: 'INDIVIDUAL',
    firstName: 'Ona',
    lastName: 'Ąžuolė',
    birthDate: '1980-01-01',
  };
  const approvedAt = new Date('2026-03-01T09:59:00Z');

  test.each<[string, CallbackEvent, string, object]>([
    [
      'pending',
      events.scoringPending(cause, 'customer', { initialRiskLevel: 'HIGH' }),
      `${scoring}.pending`,
      { initialRiskLevel: 'HIGH' },
    ],
    [
      'completed by the model',
      events.scoringCompleted(cause, 'customer', {
        initialRiskLevel: 'LOW',
        finalRiskLevel: 'LOW',
        decisionType: 'ACCEPTED',
      }),
      `${scoring}.completed`,
      { initialRiskLevel: 'LOW', finalRiskLevel: 'LOW', decisionType: 'ACCEPTED' },
    ],
    [
      'completed by a person',
      events.scoringCompleted(cause, 'customer', {
        initialRiskLevel: 'HIGH',
        finalRiskLevel: 'EXTREME',
        decisionType: 'REJECTED',
        decisionGroundCode: 'DG1',
        approvedAt,
      }),
      `${scoring}.completed`,
      {
        initialRiskLevel: 'HIGH',
        finalRiskLevel: 'EXTREME',
        decisionType: 'REJECTED',
        decisionGroundCode: 'DG1',
        approvedAt: '2026-03-01T09:59:00.000Z',
      },
    ],
    [
      'superseded after an evaluation',
      events.scoringSuperseded(cause, 'customer', { initialRiskLevel: 'HIGH' }),
      `${scoring}.superseded`,
      { initialRiskLevel: 'HIGH' },
    ],
    ['superseded before one', events.scoringSuperseded(cause, 'customer', {}), `${scoring}.superseded`, {}],
    [
      'a lead',
      events.scoringPending(cause, 'lead', { initialRiskLevel: 'HIGH' }),
      'app.amlyze.lead.riskmanagement.kyc_scoring.pending',
      { initialRiskLevel: 'HIGH' },
    ],
    [
      'screening pending',
      events.screeningPending(cause, 'sanctions'),
      'app.amlyze.customer.screening.sanctions.pending',
      { externalId: 'Klientas 100%' },
    ],
    [
      'no match',
      events.screeningCompleted(cause, 'pep', { screeningMatch: false }),
      'app.amlyze.customer.screening.pep.completed',
      { externalId: 'Klientas 100%', screeningMatch: false },
    ],
    [
      'a match, decided',
      events.screeningCompleted(cause, 'adverse_media', { screeningMatch: true, confirmed: false }),
      'app.amlyze.customer.screening.adverse_media.completed',
      { externalId: 'Klientas 100%', screeningMatch: true, inAdverseMedia: false },
    ],
    [
      'a match, undecided',
      events.screeningCompleted(cause, 'internal_list', { screeningMatch: true }),
      'app.amlyze.customer.screening.internal_list.completed',
      { externalId: 'Klientas 100%', screeningMatch: true },
    ],
    [
      'related entity pending',
      events.relatedEntityPending(cause, 'sanctions', entity),
      'app.amlyze.related_entity.screening.sanctions.pending',
      { customerExternalId: 'Klientas 100%', ...entity },
    ],
    [
      'related entity completed',
      events.relatedEntityCompleted(
        cause,
        'internal_list',
        { title: 'UAB' },
        { screeningMatch: true, confirmed: true },
      ),
      'app.amlyze.related_entity.screening.internal_list.completed',
      { customerExternalId: 'Klientas 100%', title: 'UAB', screeningMatch: true, inInternalList: true },
    ],
  ])('%s', (_, event, type, data) => {
    expect(event).toStrictEqual({ ...common, type, data });
    expect(sourceOf(event)).toBe('Pranešimas Nr. 1');
  });

  test('customer.updated has the fixed source "customer"', () => {
    const updated = events.customerUpdated(cause, {
      sanctioned: true,
      pep: false,
      riskLevel: 'HIGH',
      status: 'ACTIVE',
    });
    expect(updated).toStrictEqual({
      id: 'evt-1',
      time: cause.time,
      type: 'com.amlyze.customer.updated',
      subject: 'Klientas 100%',
      data: {
        customerExternalID: 'Klientas 100%',
        sanctioned: true,
        pep: false,
        riskLevel: 'HIGH',
        status: 'ACTIVE',
        updatedAt: '2026-03-01T10:00:00.000Z',
      },
    });
    expect(sourceOf(updated)).toBe('customer');
  });
});

test('event types have the configured prefixes', () => {
  const own = new CallbackEvents({ ...EVENT_PREFIXES, events: 'lt.bankas', updates: 'lt.bankas.aml' });
  expect(own.scoringSuperseded(cause, 'lead', {}).type).toBe('lt.bankas.lead.riskmanagement.kyc_scoring.superseded');
  expect(own.customerUpdated(cause, {}).type).toBe('lt.bankas.aml.customer.updated');
});

test('an event contains only the fields of the contract, and no null', () => {
  const stored = { externalId: 'RE-1', lastName: null as unknown as string, personalNote: 'secret' };
  expect(events.relatedEntityPending(cause, 'pep', stored).data).toStrictEqual({
    customerExternalId: 'Klientas 100%',
    externalId: 'RE-1',
  });
});
