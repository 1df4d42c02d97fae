import { describe, expect, test } from '@jest/globals';
import { CallbackEvents } from '@aml-customer/application';
import { HTTP, type CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { anyText } from '../test/any-text.js';
import { anEvent } from '../test/events.js';
import { messageOf } from './cloud-event-message.js';

const type = 'app.amlyze.customer.riskmanagement.kyc_scoring.pending';

describe('binary mode', () => {
  test('has the attributes as headers and the data as body', () => {
    expect(messageOf(anEvent(), 'binary')).toStrictEqual({
      headers: {
        'ce-id': '01920f5e-0000-7000-8000-000000000001',
        'ce-type': type,
        'ce-specversion': '1.0',
        'ce-source': 'Prane%25C5%25A1imas%2520Nr.%25201',
        'ce-subject': '%C5%BD%C4%85s%C5%B3%20%C5%ABkis,%20100%25%20%22UAB%22',
        'ce-time': '2026-03-01T09:59:59.000Z',
        'content-type': 'application/json',
      },
      body: '{"initialRiskLevel":"HIGH"}',
    });
  });

  test('is read by the SDK; a header decoded once is the attribute, and the source decoded once more is the number', () => {
    const { subject, source, data, id } = HTTP.toEvent(messageOf(anEvent(), 'binary')) as CloudEvent<unknown>;
    expect({ id, data }).toEqual({ id: anEvent().id, data: anEvent().data });
    expect(decodeURIComponent(subject ?? '')).toBe('Žąsų ūkis, 100% "UAB"');
    expect(decodeURIComponent(source)).toBe('Prane%C5%A1imas%20Nr.%201');
    expect(decodeURIComponent(decodeURIComponent(source))).toBe('Pranešimas Nr. 1');
  });
});

describe('structured mode', () => {
  test('has the whole event as body, the source as a URI reference and the subject as it was sent', () => {
    const { headers, body } = messageOf(anEvent(), 'structured');
    expect(headers).toStrictEqual({ 'content-type': 'application/cloudevents+json; charset=utf-8' });
    expect(JSON.parse(body)).toStrictEqual({
      id: '01920f5e-0000-7000-8000-000000000001',
      type,
      specversion: '1.0',
      source: 'Prane%C5%A1imas%20Nr.%201',
      subject: 'Žąsų ūkis, 100% "UAB"',
      time: '2026-03-01T09:59:59.000Z',
      datacontenttype: 'application/json',
      data: { initialRiskLevel: 'HIGH' },
    });
  });

  test('is read by the SDK', () => {
    const event = HTTP.toEvent(messageOf(anEvent(), 'structured')) as CloudEvent<unknown>;
    expect(event.validate()).toBe(true);
    expect([event.subject, event.data]).toEqual(['Žąsų ūkis, 100% "UAB"', { initialRiskLevel: 'HIGH' }]);
  });
});

test('any communication number and customer id survive both modes', () => {
  fc.assert(
    fc.property(anyText, anyText, (number, id) => {
      const { headers } = messageOf(anEvent(number, id), 'binary');
      const event = JSON.parse(messageOf(anEvent(number, id), 'structured').body) as {
        source: string;
        subject: string;
      };
      expect([
        decodeURIComponent(headers['ce-subject'] ?? ''),
        decodeURIComponent(decodeURIComponent(headers['ce-source'] ?? '')),
      ]).toEqual([id, number]);
      expect([event.subject, decodeURIComponent(event.source)]).toEqual([id, number]);
    }),
    { seed: 20260301, numRuns: 200 },
  );
});

test('the source of customer.updated is the word', () => {
  const updated = new CallbackEvents().customerUpdated({ id: 'evt-1', time: new Date(0), customerExtId: 'C' }, {});
  expect(messageOf(updated, 'binary').headers).toMatchObject({
    'ce-source': 'customer',
    'ce-type': 'com.amlyze.customer.updated',
  });
});

test('an invalid CloudEvent is rejected', () => {
  expect(() => messageOf({ ...anEvent(), type: '' }, 'binary')).toThrow('invalid payload');
});
