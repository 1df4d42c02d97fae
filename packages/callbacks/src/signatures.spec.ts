import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Receiver } from '@aml-customer/application';
import { Webhook } from 'standardwebhooks';
import { anEvent, NOW, SECRETS } from '../test/events.js';
import { messageOf } from './cloud-event-message.js';
import { signatureHeaders } from './signatures.js';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
});
afterEach(() => {
  jest.restoreAllMocks();
});

const event = anEvent();
const signed = (mode: 'binary' | 'structured', secrets: Receiver['secrets']) => {
  const message = messageOf(event, mode);
  return { ...message, signatures: signatureHeaders(message, event.id, secrets, NOW) };
};
const verify = (secret: string, content: string, headers: Record<string, string>) =>
  new Webhook(secret).verify(content, headers, { jsonParse: false });

describe('a signature', () => {
  test('is that of the Standard Webhooks specification', () => {
    const message = { headers: {}, body: '{"test": 2432232314}' };
    expect(
      signatureHeaders(
        message,
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        new Date(1614265330_000),
      ),
    ).toStrictEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test.each(['binary', 'structured'] as const)('of %s mode is verified by the Standard Webhooks library', (mode) => {
    const { body, signatures } = signed(mode, [SECRETS[0]]);
    expect(signatures).toMatchObject({
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(NOW.getTime() / 1000)),
    });
    verify(SECRETS[0], body, signatures);
    expect(() => verify(SECRETS[0], `${body} `, signatures)).toThrow('No matching signature');
    expect(() => verify(SECRETS[1], body, signatures)).toThrow('No matching signature');
  });

  test('is made with each of two secrets during a rotation', () => {
    const { body, signatures } = signed('structured', SECRETS);
    expect(signatures['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of SECRETS) verify(secret, body, signatures);
  });
});

describe('the second signature', () => {
  const lines = [
    'ce-id:01920f5e-0000-7000-8000-000000000001\n',
    'ce-source:Prane%25C5%25A1imas%2520Nr.%25201\n',
    'ce-specversion:1.0\n',
    'ce-subject:%C5%BD%C4%85s%C5%B3%20%C5%ABkis,%20100%25%20%22UAB%22\n',
    'ce-time:2026-03-01T09:59:59.000Z\n',
    'ce-type:app.amlyze.customer.riskmanagement.kyc_scoring.pending\n',
  ].join('');

  test('of binary mode covers every Ce-* header, and is verified by the same library', () => {
    const { signatures } = signed('binary', SECRETS);
    const headers = { ...signatures, 'webhook-signature': signatures['webhook-headers-signature'] ?? '' };
    for (const secret of SECRETS) verify(secret, lines, headers);
    expect(() => verify(SECRETS[0], lines.replace('UAB', 'UAC'), headers)).toThrow('No matching signature');
  });

  test('cannot be swapped with the first one', () => {
    const { body, signatures } = signed('binary', SECRETS);
    expect(() => verify(SECRETS[0], lines, signatures)).toThrow('No matching signature');
    expect(() =>
      verify(SECRETS[0], body, { ...signatures, 'webhook-signature': signatures['webhook-headers-signature'] ?? '' }),
    ).toThrow('No matching signature');
  });

  test('is absent in structured mode, whose body contains everything', () => {
    expect(signed('structured', SECRETS).signatures).not.toHaveProperty('webhook-headers-signature');
  });
});
