import type { StoreOutcome } from '@aml-customer/application';
import { expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import type { CustomersUnderTest } from './customers-under-test.js';

const RACERS = Array.from({ length: 24 }, (_, i) => i);

/** The number of each outcome. */
const tally = (outcomes: readonly StoreOutcome[]): Partial<Record<StoreOutcome, number>> =>
  outcomes.reduce<Partial<Record<StoreOutcome, number>>>(
    (counts, outcome) => ({ ...counts, [outcome]: (counts[outcome] ?? 0) + 1 }),
    {},
  );

/** Concurrent calls have the same results as consecutive ones. */
export function racing(adapter: () => CustomersUnderTest): void {
  test('24 create one customer: one is stored, and nothing of the others', async () => {
    const outcomes = await Promise.all(
      RACERS.map((i) =>
        adapter().customers.store(
          toCreate({ number: `one-${i}`, extId: 'one', follow: { assessment: true } }),
          `{"i":${i}}`,
        ),
      ),
    );
    expect(tally(outcomes)).toEqual({ stored: 1, 'customer-exists': 23 });
    const winner = outcomes.indexOf('stored');
    expect(await adapter().customers.find('one')).toMatchObject({
      version: 1,
      communicationNumber: `one-${winner}`,
      body: `{"i":${winner}}`,
    });
    expect(await adapter().customers.versions('one')).toHaveLength(1);
    for (const i of RACERS) {
      expect(await adapter().customers.standing(`one-${i}`, 'one')).toEqual({
        customerExists: true,
        ...(i === winner && { acceptedBody: `{"i":${i}}` }),
      });
      expect(await adapter().followUps.queuedBy(`one-${i}`)).toEqual(i === winner ? [{ kind: 'assessment' }] : []);
    }
  });

  test('24 use one number: one is stored, and the other customers do not exist', async () => {
    const outcomes = await Promise.all(
      RACERS.map((i) => adapter().customers.store(toCreate({ number: 'same', extId: `same-${i}` }), `{"i":${i}}`)),
    );
    expect(tally(outcomes)).toEqual({ stored: 1, 'number-taken': 23 });
    for (const i of RACERS) {
      expect(await adapter().customers.standing('same', `same-${i}`)).toEqual({
        acceptedBody: `{"i":${outcomes.indexOf('stored')}}`,
        customerExists: outcomes[i] === 'stored',
      });
    }
  });

  test('24 send one message: one is stored, and for the others the number is taken', async () => {
    const outcomes = await Promise.all(
      RACERS.map(() => adapter().customers.store(toCreate({ number: 'resent', extId: 'resent' }), '{"the":"same"}')),
    );
    expect(tally(outcomes)).toEqual({ stored: 1, 'number-taken': 23 });
    expect(await adapter().customers.versions('resent')).toHaveLength(1);
  });

  test('24 update one customer: each creates a version', async () => {
    await adapter().customers.store(toCreate({ number: 'many', extId: 'many' }), '{}');
    const outcomes = await Promise.all(
      RACERS.map((i) => adapter().customers.store(toUpdate({ number: `many-${i}`, extId: 'many' }), `{"i":${i}}`)),
    );
    expect(tally(outcomes)).toEqual({ stored: 24 });
    const versions = await adapter().customers.versions('many');
    expect(versions?.map(({ version }) => version)).toEqual([1, ...RACERS.map((i) => i + 2)]);
    expect(new Set(versions?.map(({ communicationNumber }) => communicationNumber)).size).toBe(25);
    expect(await adapter().customers.find('many')).toMatchObject({
      version: 25,
      communicationNumber: versions?.at(-1)?.communicationNumber,
    });
  });
}
