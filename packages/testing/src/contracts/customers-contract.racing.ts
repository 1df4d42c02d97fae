import type { StoreOutcome } from '@aml-customer/application';
import { expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import type { CustomersUnderTest } from './customers-under-test.js';

const RACERS = Array.from({ length: 24 }, (_, i) => i);

/** How often each outcome came. */
const tally = (outcomes: readonly StoreOutcome[]): Partial<Record<StoreOutcome, number>> =>
  outcomes.reduce<Partial<Record<StoreOutcome, number>>>(
    (counts, outcome) => ({ ...counts, [outcome]: (counts[outcome] ?? 0) + 1 }),
    {},
  );

/** Whoever comes at the same time: the conditions hold as if they came one after the other. */
export function racing(used: () => CustomersUnderTest): void {
  test('24 create one customer: one is stored, and the others leave nothing', async () => {
    const outcomes = await Promise.all(
      RACERS.map((i) =>
        used().customers.store(
          toCreate({ number: `one-${i}`, extId: 'one', follow: { assessment: true } }),
          `{"i":${i}}`,
        ),
      ),
    );
    expect(tally(outcomes)).toEqual({ stored: 1, 'customer-exists': 23 });
    const winner = outcomes.indexOf('stored');
    expect(await used().customers.find('one')).toMatchObject({
      version: 1,
      communicationNumber: `one-${winner}`,
      body: `{"i":${winner}}`,
    });
    expect(await used().customers.versions('one')).toHaveLength(1);
    for (const i of RACERS) {
      expect(await used().customers.standing(`one-${i}`, 'one')).toEqual({
        customerExists: true,
        ...(i === winner && { acceptedBody: `{"i":${i}}` }),
      });
      expect(await used().followUps.queuedBy(`one-${i}`)).toEqual(i === winner ? [{ kind: 'assessment' }] : []);
    }
  });

  test('24 use one number: one is stored, and the other customers do not exist', async () => {
    const outcomes = await Promise.all(
      RACERS.map((i) => used().customers.store(toCreate({ number: 'same', extId: `same-${i}` }), `{"i":${i}}`)),
    );
    expect(tally(outcomes)).toEqual({ stored: 1, 'number-taken': 23 });
    for (const i of RACERS) {
      expect(await used().customers.standing('same', `same-${i}`)).toEqual({
        acceptedBody: `{"i":${outcomes.indexOf('stored')}}`,
        customerExists: outcomes[i] === 'stored',
      });
    }
  });

  test('24 send one message: one is stored, and to the others the number is taken, not the customer', async () => {
    const outcomes = await Promise.all(
      RACERS.map(() => used().customers.store(toCreate({ number: 'resent', extId: 'resent' }), '{"the":"same"}')),
    );
    expect(tally(outcomes)).toEqual({ stored: 1, 'number-taken': 23 });
    expect(await used().customers.versions('resent')).toHaveLength(1);
  });

  test('24 update one customer: each makes a version of its own', async () => {
    await used().customers.store(toCreate({ number: 'many', extId: 'many' }), '{}');
    const outcomes = await Promise.all(
      RACERS.map((i) => used().customers.store(toUpdate({ number: `many-${i}`, extId: 'many' }), `{"i":${i}}`)),
    );
    expect(tally(outcomes)).toEqual({ stored: 24 });
    const versions = await used().customers.versions('many');
    expect(versions?.map(({ version }) => version)).toEqual([1, ...RACERS.map((i) => i + 2)]);
    expect(new Set(versions?.map(({ communicationNumber }) => communicationNumber)).size).toBe(25);
    expect(await used().customers.find('many')).toMatchObject({
      version: 25,
      communicationNumber: versions?.at(-1)?.communicationNumber,
    });
  });
}
