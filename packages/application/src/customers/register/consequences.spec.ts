import { describe, expect, test } from '@jest/globals';
import { CallbackEvents } from '../../callbacks/events.js';
import { consequencesOf, customerUpdate, type CustomerState, type EarlierAssessment } from './consequences.js';

const at = new Date('2026-03-01T10:00:00.000Z');
const events = new CallbackEvents();
const ids = () => {
  let last = 0;
  return () => `evt-${++last}`;
};
const state = (change: Partial<CustomerState> = {}): CustomerState => ({
  status: 'ACTIVE',
  riskLevel: 'LOW',
  flags: {},
  ...change,
});
const assessment = (id: string, change: Partial<EarlierAssessment> = {}): EarlierAssessment => ({
  id,
  state: 'QUEUED',
  lead: false,
  communicationNumber: `MSG-${id}`,
  ...change,
});
const update = (assessments: readonly EarlierAssessment[], after: CustomerState = state()) =>
  consequencesOf(
    { customerExtId: 'C', requester: 'updater', at, before: state(), after, assessments },
    { events, newId: ids() },
  );

describe('customer.updated', () => {
  test.each<[string, CustomerState, CustomerState]>([
    ['nothing changed', state(), state()],
    ['a flag that was absent is false', state(), state({ flags: { pep: false } })],
    ['a flag that was false is absent', state({ flags: { pep: false } }), state()],
    ['a flag stays true', state({ flags: { pep: true } }), state({ flags: { pep: true } })],
  ])('is not sent if %s', (_, before, after) => expect(customerUpdate(before, after)).toBeUndefined());

  test.each<[string, CustomerState, CustomerState, object]>([
    ['the status changed', state(), state({ status: 'CLOSED' }), { status: 'CLOSED', riskLevel: 'LOW' }],
    ['the risk level changed', state(), state({ riskLevel: 'HIGH' }), { status: 'ACTIVE', riskLevel: 'HIGH' }],
    [
      'a flag became true',
      state(),
      state({ flags: { pep: true, sanctioned: false } }),
      { status: 'ACTIVE', riskLevel: 'LOW', pep: true, sanctioned: false },
    ],
    [
      'a flag was withdrawn, which is reported as false',
      state({ flags: { inInternalList: true } }),
      state(),
      { status: 'ACTIVE', riskLevel: 'LOW', inInternalList: false },
    ],
    [
      'only the status changed; all flags that are set are repeated',
      state({ flags: { inAdverseMedia: true } }),
      state({ status: 'SUSPENDED', flags: { inAdverseMedia: true } }),
      { status: 'SUSPENDED', riskLevel: 'LOW', inAdverseMedia: true },
    ],
  ])('is sent if %s', (_, before, after, content) => expect(customerUpdate(before, after)).toEqual(content));

  test('goes to the requester of the update, with the time of the new version', () => {
    expect(update([], state({ riskLevel: 'HIGH' }))).toEqual({
      superseded: [],
      events: [
        {
          requester: 'updater',
          event: events.customerUpdated(
            { id: 'evt-1', time: at, customerExtId: 'C' },
            { riskLevel: 'HIGH', status: 'ACTIVE' },
          ),
        },
      ],
    });
  });
});

describe('superseding', () => {
  test('ends assessments that nobody has decided and leaves the others', () => {
    const { superseded } = update([
      assessment('1', { state: 'COMPLETED' }),
      assessment('2', { state: 'SUPERSEDED' }),
      assessment('3', { state: 'PENDING' }),
      assessment('4'),
    ]);
    expect(superseded).toEqual(['3', '4']);
  });

  test('is reported to the requester of the superseded message, before customer.updated', () => {
    const pending = assessment('1', { state: 'PENDING', lead: true, riskLevel: 'HIGH', requester: 'sender' });
    expect(update([pending, assessment('2')], state({ status: 'CLOSED' })).events).toEqual([
      {
        requester: 'sender',
        event: events.scoringSuperseded(
          { id: 'evt-1', time: at, communicationNumber: 'MSG-1', customerExtId: 'C' },
          'lead',
          { initialRiskLevel: 'HIGH' },
        ),
      },
      {
        event: events.scoringSuperseded(
          { id: 'evt-2', time: at, communicationNumber: 'MSG-2', customerExtId: 'C' },
          'customer',
          {},
        ),
      },
      expect.objectContaining({ event: expect.objectContaining({ id: 'evt-3', type: 'com.amlyze.customer.updated' }) }),
    ]);
  });
});
