import { CallbackEvents, type CallbackEvent, type CallbackMode, type Receiver } from '@aml-customer/application';

/** The default time of an attempt in these tests. */
export const NOW = new Date('2026-03-01T10:00:00.500Z');

/** A deadline that is never reached. */
export const NO_DEADLINE: AbortSignal = new AbortController().signal;

/** Two secrets, as during a rotation. */
export const SECRETS = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [string, string];

/** An event whose names need every kind of encoding. */
export function anEvent(
  communicationNumber = 'Pranešimas Nr. 1',
  customerExtId = 'Žąsų ūkis, 100% "UAB"',
): CallbackEvent {
  const cause = {
    id: '01920f5e-0000-7000-8000-000000000001',
    time: new Date('2026-03-01T09:59:59Z'),
    communicationNumber,
    customerExtId,
  };
  return new CallbackEvents().scoringPending(cause, 'customer', { initialRiskLevel: 'HIGH' });
}

/** A receiver on loopback. */
export const at = (port: number, mode: CallbackMode = 'binary', rest: Partial<Receiver> = {}): Receiver => ({
  url: `http://127.0.0.1:${port}/in`,
  mode,
  secrets: [SECRETS[0]],
  ...rest,
});
