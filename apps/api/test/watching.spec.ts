import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { call } from '../src/testing/http.js';
import { calling, startReceiver, type TestReceiver } from './receiver.js';
import { startService, type RunningService } from '../src/testing/service.js';

jest.setTimeout(60_000);
let database: TestDatabase, receiver: TestReceiver, service: RunningService;
const { send, post, feed } = callsOf(() => service.port);
beforeAll(async () => {
  [database, receiver] = await Promise.all([openTestDatabase(), startReceiver()]);
  service = await startService({ DATABASE_URL: database.url, ...calling(receiver) });
});
afterAll(async () => {
  service.signal('SIGKILL');
  await service.ended;
  await Promise.all([receiver.close(), database.drop()]);
});
/** Resolves once the metrics show a line. */
const shown = async (line: string) => {
  while (!(await call(service.port, { path: '/metrics' })).text.split('\n').includes(line));
};

test('a failing callback is counted, logged as a warning and shown as pending until it is delivered', async () => {
  receiver.answer(503);
  await send(
    evaluation({
      communicationNumber: 'watched message',
      customerExtId: 'watched customer',
      requester: 'watched system',
    }),
  );
  await shown('aml_customer_deliveries_total{outcome="failed_attempt"} 1');
  await shown('aml_customer_deliveries_waiting 2');
  const [event] = await feed();
  const warning = service.logged.find((line) => line['level'] === 'warn' && 'eventId' in line);
  expect(warning).toMatchObject({
    eventId: event?.id,
    receiverHost: new URL(receiver.url).host,
    outcome: 'status-503',
    attempt: 1,
  });
  expect(JSON.stringify(warning)).not.toContain('watched');
  receiver.answer(204);
  await post(`/events/${event!.id}/redeliver`);
  await shown('aml_customer_deliveries_total{outcome="delivered"} 2');
  await shown('aml_customer_deliveries_waiting 0');
  await shown('aml_customer_oldest_due_delivery_seconds 0');
});

test('messages that wait to be stored are shown', async () => {
  await shown('aml_customer_messages_held 0');
  const other = await database.connect();
  await other.query('begin; lock table aml_customer.message in share mode');
  const sending = send(evaluation({ communicationNumber: 'held message', customerExtId: 'held customer' }));
  await shown('aml_customer_messages_held 1');
  await other.query('commit');
  await sending;
  await shown('aml_customer_messages_held_characters 0');
});
