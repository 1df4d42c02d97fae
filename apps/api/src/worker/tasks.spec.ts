import { describe, expect, test } from '@jest/globals';
import type { DeliveryStep } from '@aml-customer/application';
import type { JobHelpers } from 'graphile-worker';
import { assessTask, deliverTask } from './tasks.js';

const NO_HELPERS = {} as JobHelpers;
const LATER = new Date('2026-03-01T10:00:05.000Z');

/** Runs the task for a customer whose attempts end in these steps, the last one repeated. */
async function delivering(...steps: DeliveryStep['checkAgain'][]) {
  const attempted: string[] = [];
  const requeued: [string, Date | 'now'][] = [];
  const deliverNext = async (customer: string): Promise<DeliveryStep> => ({
    checkAgain: steps[Math.min(attempted.push(customer), steps.length) - 1] ?? 'never',
    deliveries: [],
  });
  await deliverTask({
    deliver: { deliverNext },
    queueLine: async (customer, at) => void requeued.push([customer, at]),
    onDelivery: () => {},
    concurrency: 1,
  })({ customer: 7 }, NO_HELPERS);
  return { attempted, requeued };
}

describe('delivering the callbacks of a customer', () => {
  test('continues until none is due', async () => {
    expect(await delivering('now', 'now', 'never')).toEqual({ attempted: ['7', '7', '7'], requeued: [] });
  });

  test('queues a job for the time of the next attempt', async () => {
    expect(await delivering('now', LATER)).toEqual({ attempted: ['7', '7'], requeued: [['7', LATER]] });
  });

  test('yields to other customers after 5 claims', async () => {
    const { attempted, requeued } = await delivering('now');
    expect([attempted.length, requeued]).toEqual([5, [['7', 'now']]]);
  });
});

test('each attempt is reported, and nothing else', async () => {
  const deliveryOf = (eventId: string) =>
    ({ eventId, receiverHost: 'bank.example', state: 'DELIVERED', attempts: 1, lastOutcome: 'status-204' }) as const;
  const deliveries = ['e1', 'e2', 'e3'].map(deliveryOf);
  const steps: DeliveryStep[] = [
    { checkAgain: 'never', deliveries: [] },
    { checkAgain: 'now', deliveries: deliveries.slice(2) },
    { checkAgain: 'now', deliveries: deliveries.slice(0, 2) },
  ];
  const reported: unknown[] = [];
  await deliverTask({
    deliver: { deliverNext: async () => steps.pop()! },
    queueLine: async () => {},
    onDelivery: (report) => reported.push(report),
    concurrency: 1,
  })({ customer: 7 }, NO_HELPERS);
  expect(reported).toEqual(deliveries);
});

describe('delivering the callbacks of several customers', () => {
  const lines = { customers: [7, '8', 9] };
  const idle = { queueLine: async () => {}, onDelivery: () => {} };

  test('handles as many concurrently as allowed, and no customer waits for another to finish', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const attempted: string[] = [];
    const deliverNext = async (customer: string): Promise<DeliveryStep> => {
      attempted.push(customer);
      if (customer === '7') await answered;
      return { checkAgain: attempted.filter((one) => one === customer).length < 3 ? 'now' : 'never', deliveries: [] };
    };
    const task = deliverTask({ ...idle, deliver: { deliverNext }, concurrency: 2 });
    const ended = Promise.all(
      [{ customers: [7, '8'] }, { customer: 9 }].map(async (payload) => task(payload, NO_HELPERS)),
    );
    await new Promise(setImmediate);
    expect(attempted.toSorted()).toEqual(['7', '8', '8', '8', '9', '9', '9']);
    expect(attempted.indexOf('9')).toBeGreaterThan(attempted.lastIndexOf('8'));
    answer();
    await ended;
  });

  test('claims in groups, so that their claims share a statement', async () => {
    const ends: (() => void)[] = [];
    const attempted: string[] = [];
    const deliverNext = (customer: string) => {
      attempted.push(customer);
      return new Promise<DeliveryStep>((resolve) => ends.push(() => resolve({ checkAgain: 'never', deliveries: [] })));
    };
    const task = deliverTask({ ...idle, deliver: { deliverNext }, concurrency: 40 });
    const ended = task({ customers: Array.from({ length: 50 }, (_, i) => i) }, NO_HELPERS);
    const endOne = async () => {
      ends.shift()!();
      await new Promise(setImmediate);
    };
    await new Promise(setImmediate);
    expect(attempted).toHaveLength(32);
    for (let n = 0; n < 7; n++) await endOne();
    expect(attempted).toHaveLength(32);
    await endOne();
    expect(attempted).toHaveLength(48);
    while (ends.length > 0) await endOne();
    await ended;
    expect(new Set(attempted).size).toBe(50);
  });

  test('handles a customer once that is named twice', async () => {
    const attempted: string[] = [];
    const deliverNext = async (customer: string): Promise<DeliveryStep> => {
      attempted.push(customer);
      return { checkAgain: 'never', deliveries: [] };
    };
    await deliverTask({ ...idle, deliver: { deliverNext }, concurrency: 1 })({ customers: [7, '7'] }, NO_HELPERS);
    expect(attempted).toEqual(['7']);
  });

  test('finishes the others if one fails, and then fails, so that the queue retries the job', async () => {
    const done: string[] = [];
    const deliverNext = async (customer: string): Promise<DeliveryStep> => {
      await new Promise(setImmediate);
      if (customer === '7') throw new Error('not now');
      done.push(customer);
      return { checkAgain: 'never', deliveries: [] };
    };
    await expect(deliverTask({ ...idle, deliver: { deliverNext }, concurrency: 1 })(lines, NO_HELPERS)).rejects.toThrow(
      'not now',
    );
    expect(done).toEqual(['8', '9']);
  });
});

describe('assessing the customers of a job', () => {
  /** Runs a job in which the assessments in `poison` fail. */
  async function assessing(payload: object, ...poison: readonly string[]) {
    const done: string[] = [];
    const queued: unknown[] = [];
    const reported: unknown[] = [];
    const assess = async (id: string) => {
      if (poison.includes(id)) throw new Error(`not ${id}`);
      done.push(id);
    };
    const addJob = async (...job: unknown[]) => void queued.push(job);
    const failure = await Promise.resolve(
      assessTask({ assess }, (id, error) => reported.push([id, (error as Error).message]))(payload, {
        addJob,
      } as unknown as JobHelpers),
    ).catch((error: Error) => error.message);
    return { done, queued, reported, failure };
  }

  test('reads the single id of an earlier release and the ids of a batch, as numbers or text', async () => {
    expect(await assessing({ id: 7 })).toMatchObject({ done: ['7'], queued: [] });
    expect(await assessing({ ids: [7, '8', 9] })).toMatchObject({ done: ['7', '8', '9'], queued: [] });
  });

  test('assesses all of them concurrently, so that they share statements', async () => {
    let [underWay, most] = [0, 0];
    const assess = async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    };
    await assessTask({ assess }, () => {})({ ids: Array.from({ length: 50 }, (_, i) => i) }, NO_HELPERS);
    expect(most).toBe(50);
  });

  test('fails the job if its only assessment fails, so that the queue reports and retries it', async () => {
    for (const payload of [{ id: '8' }, { ids: [8] }])
      expect(await assessing(payload, '8')).toEqual({ done: [], queued: [], reported: [], failure: 'not 8' });
  });

  const separateJob = (id: string) => ['assess-customer', { id }, { jobKey: `assess:${id}` }];

  test('reports each failure among several, queues it in a separate job, and finishes the others', async () => {
    expect(await assessing({ ids: [7, 8, 9] }, '8')).toEqual({
      done: ['7', '9'],
      queued: [separateJob('8')],
      reported: [['8', 'not 8']],
      failure: undefined,
    });
    expect(await assessing({ ids: [8, 9] }, '8', '9')).toEqual({
      done: [],
      queued: [separateJob('8'), separateJob('9')],
      reported: [
        ['8', 'not 8'],
        ['9', 'not 9'],
      ],
      failure: undefined,
    });
  });
});
