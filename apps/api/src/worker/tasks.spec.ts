import { describe, expect, test } from '@jest/globals';
import type { DeliveryStep } from '@aml-customer/application';
import type { JobHelpers } from 'graphile-worker';
import { assessTask, deliverTask } from './tasks.js';

const NO_HELPERS = {} as JobHelpers;
const LATER = new Date('2026-03-01T10:00:05.000Z');

/** Runs the task over a line that gives these steps, and then goes on as the last one. */
async function delivering(...steps: DeliveryStep['comeBack'][]) {
  const looked: string[] = [];
  const back: [string, Date][] = [];
  const deliverNext = async (customer: string): Promise<DeliveryStep> => ({ comeBack: steps[Math.min(looked.push(customer), steps.length) - 1] ?? 'never' });
  await deliverTask({ deliverNext }, async (customer, at) => void back.push([customer, at]))({ customer: 7 }, NO_HELPERS);
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
    expect([looked.length, back]).toEqual([20, [['7', expect.any(Date)]]]);
  });
});

test('the task of an assessment fails where it fails, so that it is tried again', async () => {
  const assess = async (id: string) => { if (id === '8') throw new Error('not now'); };
  await assessTask({ assess })({ id: 7 }, NO_HELPERS);
  await expect(assessTask({ assess })({ id: '8' }, NO_HELPERS)).rejects.toThrow('not now');
});
