import type { CustomerExport, CustomerReader, CustomerRegister, ExportedVersion } from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';

/** The adapters under test, on one store that is empty at first. */
export interface CustomerExportUnderTest {
  readonly customerExport: CustomerExport;
  readonly customers: CustomerRegister & CustomerReader;
  readonly tearDown: () => Promise<void>;
}

/** The tests that every adapter of {@link CustomerExport} passes; they depend on their order. */
export function customerExportContract(name: string, setUp: () => Promise<CustomerExportUnderTest>): void {
  describe(`${name} fulfils the contract of CustomerExport`, () => {
    let adapters: CustomerExportUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());

    /** Reads every version in pages of this size and calls `between` after each page. */
    const all = async (
      versions: number,
      between: (page: number) => Promise<unknown> = async () => {},
      bytes = 1_000_000,
    ): Promise<ExportedVersion[]> => {
      const found: ExportedVersion[] = [];
      let after: string | undefined;
      for (let page = 1; ; page++) {
        const { versions: read, cursor } = await adapters.customerExport.page(after, { versions, bytes });
        expect(read.length).toBeLessThanOrEqual(versions);
        found.push(...read);
        if (cursor === undefined) return found;
        after = cursor;
        await between(page);
      }
    };
    const names = (versions: readonly ExportedVersion[]) =>
      versions.map(({ customerExtId, version, isCurrent }) => `${customerExtId}${version}${isCurrent ? '!' : ''}`);
    const update = (extId: string, n: number, follow = {}) =>
      adapters.customers.store(toUpdate({ number: `${extId}-${n}`, extId, follow }), `{"n":${n}}`);

    test('an empty store exports nothing', async () => {
      expect(await all(10)).toEqual([]);
    });

    test('customers are in the order of registration, each with its versions, in pages of any size', async () => {
      for (const extId of ['C', 'A', 'B'])
        await adapters.customers.store(
          toCreate({ number: `${extId}-1`, extId, customer: { riskLevel: 'LOW' } }),
          '{"n":1}',
        );
      for (const n of [2, 3]) await update('A', n);
      for (const limit of [1, 2, 3, 4, 100]) expect(names(await all(limit))).toEqual(['C1!', 'A1', 'A2', 'A3!', 'B1!']);
    });

    test('a page ends with the version that reaches the number of bytes', async () => {
      const { versions } = await adapters.customerExport.page(undefined, { versions: 10, bytes: 15 });
      expect(names(versions)).toEqual(['C1!', 'A1', 'A2']); // Each message has 7 bytes.
      for (const bytes of [1, 7, 8, 20, 100])
        expect(names(await all(10, undefined, bytes))).toEqual(['C1!', 'A1', 'A2', 'A3!', 'B1!']);
    });

    test('a version is complete', async () => {
      const [, , , version] = await all(10);
      expect(version).toEqual({
        ...(await adapters.customers.find('A', 3)),
        isCurrent: true,
        isUndecided: false,
        screenings: [],
      });
    });

    test('a customer with a queued assessment is undecided until another message supersedes it', async () => {
      await update('C', 2, { assessment: true });
      expect((await all(10)).map(({ isUndecided }) => isUndecided)).toEqual([false, true, false, false, false, false]);
      await update('C', 3);
      expect((await all(10)).filter(({ isUndecided }) => isUndecided)).toEqual([]);
    });

    test('a customer that changes during the export has one current version', async () => {
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

    test('a current version has the outstanding screenings of the customer', async () => {
      await update('B', 2, { screenings: ['PEP'] });
      await update('B', 3);
      const versions = (await all(10)).filter(({ customerExtId }) => customerExtId === 'B');
      expect(versions.map(({ screenings }) => screenings)).toEqual([
        [],
        [],
        await adapters.customers.outstandingScreenings('B'),
      ]);
      expect(versions.at(-1)?.screenings).toMatchObject([{ process: 'PEP', requestedAt: versions[1]?.updatedAt }]);
    });
  });
}
