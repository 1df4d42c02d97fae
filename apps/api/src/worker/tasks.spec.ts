import { describe, expect, test } from '@jest/globals';
import type { DeliveryStep } from '@aml-customer/application';
import type { JobHelpers } from 'graphile-worker';
import { assessTask, deliverTask } from './tasks.js';

const NO_HELPERS = {} as JobHelpers;
const LATER = new Date('2026-03-01T10:00:05.000Z');

/** Runs the task over a line that gives these steps, and then goes on as the last one. */
async function delivering(...steps: DeliveryStep['comeBack'][]) {
  const looked: string[] = [];
  const back: [string, Date | 'now'][] = [];
  const deliverNext = async (customer: string): Promise<DeliveryStep> => ({
    comeBack: steps[Math.min(looked.push(customer), steps.length) - 1] ?? 'never',
  });
  await deliverTask(
    { deliverNext },
    async (customer, at) => void back.push([customer, at]),
    () => {},
    1,
  )({ customer: 7 }, NO_HELPERS);
  return { looked, back };
}

describe('the task of a line', () => {
  test('works it off to its end', async () => {
    expect(await delivering('now', 'now', 'never')).toEqual({ looked: ['7', '7', '7'], back: [] });
  });

  test('comes back when the next attempt is due', async () => {
    expect(await delivering('now', LATER)).toEqual({ looked: ['7', '7'], back: [['7', LATER]] });
  });

  test('gives way to other lines', async () => {
    const { looked, back } = await delivering('now');
    expect([looked.length, back]).toEqual([20, [['7', 'now']]]);
  });
});

test('the task of a line tells what became of each event, and of nothing else', async () => {
  const delivery = {
    eventId: 'e1',
    receiverHost: 'bank.example',
    state: 'DELIVERED',
    attempts: 1,
    lastOutcome: 'status-204',
  } as const;
  const steps: DeliveryStep[] = [{ comeBack: 'never' }, { comeBack: 'now' }, { comeBack: 'now', delivery }];
  const told: unknown[] = [];
  await deliverTask(
    { deliverNext: async () => steps.pop()! },
    async () => {},
    (each) => told.push(each),
    1,
  )({ customer: 7 }, NO_HELPERS);
  expect(told).toEqual([delivery]);
});

describe('the task of several lines', () => {
  const lines = { customers: [7, '8', 9] };

  test('has as many attempts under way as there are places, and lets no line wait for the end of another', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const looked: string[] = [];
    const deliverNext = async (customer: string): Promise<DeliveryStep> => {
      looked.push(customer);
      if (customer === '7') await answered;
      return { comeBack: looked.length < 6 ? 'now' : 'never' };
    };
    const ended = deliverTask(
      { deliverNext },
      async () => {},
      () => {},
      2,
    )(lines, NO_HELPERS);
    await new Promise(setImmediate);
    expect(looked).toEqual(['7', '8', '9', '8', '9', '8', '9']);
    answer();
    await ended;
  });

  test('works off the others where one fails, and fails then, so that it is tried again', async () => {
    const done: string[] = [];
    const deliverNext = async (customer: string): Promise<DeliveryStep> => {
      await new Promise(setImmediate);
      if (customer === '7') throw new Error('not now');
      done.push(customer);
      return { comeBack: 'never' };
    };
    await expect(
      deliverTask(
        { deliverNext },
        async () => {},
        () => {},
        1,
      )(lines, NO_HELPERS),
    ).rejects.toThrow('not now');
    expect(done).toEqual(['8', '9']);
  });
});

describe('the task of assessments', () => {
  /** Assesses what a job names, where those of `poison` fail. */
  async function assessing(payload: object, ...poison: readonly string[]) {
    const done: string[] = [];
    const queued: unknown[] = [];
    const told: unknown[] = [];
    const assess = async (id: string) => {
      if (poison.includes(id)) throw new Error(`not ${id}`);
      done.push(id);
    };
    const addJob = async (...job: unknown[]) => void queued.push(job);
    const failure = await Promise.resolve(
      assessTask({ assess }, (id, error) => told.push([id, (error as Error).message]))(payload, {
        addJob,
      } as unknown as JobHelpers),
    ).catch((error: Error) => error.message);
    return { done, queued, told, failure };
  }

  test('assesses the one that an earlier release queued, and all of a batch, whether their ids are numbers or texts', async () => {
    expect(await assessing({ id: 7 })).toMatchObject({ done: ['7'], queued: [] });
    expect(await assessing({ ids: [7, '8', 9] })).toMatchObject({ done: ['7', '8', '9'], queued: [] });
  });

  test('has all of a job under way at once, which share statements then', async () => {
    let [underWay, most] = [0, 0];
    const assess = async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    };
    await assessTask({ assess }, () => {})({ ids: Array.from({ length: 50 }, (_, i) => i) }, NO_HELPERS);
    expect(most).toBe(50);
  });

  test('fails where it names one that fails, so that this is told and tried again by the queue', async () => {
    for (const payload of [{ id: '8' }, { ids: [8] }])
      expect(await assessing(payload, '8')).toEqual({ done: [], queued: [], told: [], failure: 'not 8' });
  });

  const ownJob = (id: string) => ['assess-customer', { id }, { jobKey: `assess:${id}` }];

  test('tells of each that fails among others, gives it a job of its own, and does the others', async () => {
    expect(await assessing({ ids: [7, 8, 9] }, '8')).toEqual({
      done: ['7', '9'],
      queued: [ownJob('8')],
      told: [['8', 'not 8']],
      failure: undefined,
    });
    expect(await assessing({ ids: [8, 9] }, '8', '9')).toEqual({
      done: [],
      queued: [ownJob('8'), ownJob('9')],
      told: [
        ['8', 'not 8'],
        ['9', 'not 9'],
      ],
      failure: undefined,
    });
  });
});
