import type { CustomerExport, Customers, ExportedVersion } from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';

/**
 * What a contract test works with: an adapter on a store that is empty at first, the customers in it, and how to leave
 * it.
 */
export interface CustomerExportUnderTest {
  readonly customerExport: CustomerExport;
  readonly customers: Customers;
  readonly tearDown: () => Promise<void>;
}

/** The tests that every adapter of {@link CustomerExport} passes, in this order. */
export function customerExportContract(name: string, setUp: () => Promise<CustomerExportUnderTest>): void {
  describe(`${name} keeps the contract of CustomerExport`, () => {
    let adapter: CustomerExportUnderTest;
    beforeAll(async () => void (adapter = await setUp()));
    afterAll(() => adapter.tearDown());

    /** Every version, read by pages of so many; `between` is done after each page. */
    const all = async (
      versions: number,
      between: (page: number) => Promise<unknown> = async () => {},
      bytes = 1_000_000,
    ): Promise<ExportedVersion[]> => {
      const found: ExportedVersion[] = [];
      let after: string | undefined;
      for (let page = 1; ; page++) {
        const { versions: some, cursor } = await adapter.customerExport.page(after, { versions, bytes });
        expect(some.length).toBeLessThanOrEqual(versions);
        found.push(...some);
        if (cursor === undefined) return found;
        after = cursor;
        await between(page);
      }
    };
    const names = (versions: readonly ExportedVersion[]) =>
      versions.map(({ customerExtId, version, isCurrent }) => `${customerExtId}${version}${isCurrent ? '!' : ''}`);
    const update = (extId: string, n: number, follow = {}) =>
      adapter.customers.store(toUpdate({ number: `${extId}-${n}`, extId, follow }), `{"n":${n}}`);

    test('an empty store has nothing to export', async () => {
      expect(await all(10)).toEqual([]);
    });

    test('customers come in the order in which they were registered, each with its versions, by pages of any size', async () => {
      for (const extId of ['C', 'A', 'B'])
        await adapter.customers.store(
          toCreate({ number: `${extId}-1`, extId, customer: { riskLevel: 'LOW' } }),
          '{"n":1}',
        );
      for (const n of [2, 3]) await update('A', n);
      for (const limit of [1, 2, 3, 4, 100]) expect(names(await all(limit))).toEqual(['C1!', 'A1', 'A2', 'A3!', 'B1!']);
    });

    test('a page ends with the version with which it has so many bytes', async () => {
      const { versions } = await adapter.customerExport.page(undefined, { versions: 10, bytes: 15 });
      expect(names(versions)).toEqual(['C1!', 'A1', 'A2']); // Each message has 7.
      for (const bytes of [1, 7, 8, 20, 100])
        expect(names(await all(10, undefined, bytes))).toEqual(['C1!', 'A1', 'A2', 'A3!', 'B1!']);
    });

    test('a version is whole, and as it is read back', async () => {
      const [, , , version] = await all(10);
      expect(version).toEqual({
        ...(await adapter.customers.find('A', 3)),
        cause: 'MESSAGE',
        isCurrent: true,
        isUndecided: false,
      });
    });

    test('who waits for an assessment is undecided, until another message ends that', async () => {
      await update('C', 2, { assessment: true });
      expect((await all(10)).map(({ isUndecided }) => isUndecided)).toEqual([false, true, false, false, false, false]);
      await update('C', 3);
      expect((await all(10)).filter(({ isUndecided }) => isUndecided)).toEqual([]);
    });

    test('a customer that is changed meanwhile is current once', async () => {
      const found = names(
        await all(2, async (page) => {
          // The pages are C1 C2, C3 C4!, A1 A2, A3 A4!, B1!.
          if (page === 1) await update('C', 4);
          if (page === 2) await update('C', 5);
          if (page === 3) await update('A', 4);
        }),
      );
      expect(found).toEqual(['C1', 'C2', 'C3', 'C4!', 'A1', 'A2', 'A3', 'A4!', 'B1!']);
    });
  });
}
