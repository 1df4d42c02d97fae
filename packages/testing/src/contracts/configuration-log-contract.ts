import type {
  Classifiers,
  ConfigurationArea,
  ConfigurationLog,
  ReceiverStore,
  RiskModels,
} from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** The adapters under test, on one store without recorded changes. */
export interface ConfigurationUnderTest {
  readonly configurationLog: ConfigurationLog;
  readonly classifiers: Classifiers;
  readonly riskModels: RiskModels;
  readonly receivers: ReceiverStore;
  readonly tearDown: () => Promise<void>;
}

/** The tests that every adapter of {@link ConfigurationLog} passes, with the adapters that write it. */
export function configurationLogContract(name: string, setUp: () => Promise<ConfigurationUnderTest>): void {
  describe(`${name} fulfils the contract of ConfigurationLog`, () => {
    let adapters: ConfigurationUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());
    const changes = async (area?: ConfigurationArea) =>
      (await adapters.configurationLog.changes(area, undefined, 100))?.items.map(
        ({ key, action, changedBy }) => `${changedBy} ${action} ${key.join(' ')}`,
      );

    test('each change is recorded in order, with who made it; calls that change nothing are not recorded', async () => {
      const { classifiers, riskModels, receivers } = adapters;
      const entry = { classifier: 'businessUnit', code: 'VLN', name: 'Vilnius' } as const;
      const model = { id: 'bank', version: '1', hash: 'h', data: {} };
      const receiver = { url: 'https://bank.example/in', mode: 'binary', secrets: ['x'.repeat(32)] } as const;
      await classifiers.put(entry, 'Rūta');
      await riskModels.add(model, 'Rūta');
      await riskModels.add(model, 'Eglė');
      await riskModels.activate('bank', '1', 'Jonas');
      await riskModels.activate('bank', '2', 'Eglė');
      await receivers.change('core', () => receiver, 'Jonas');
      await receivers.change('core', () => undefined, 'Eglė');
      await receivers.change('core', () => receiver, 'Eglė');
      await receivers.remove('core', 'Rūta');
      await receivers.remove('core', 'Eglė');
      await classifiers.retire('businessUnit', 'VLN', 'Jonas');
      await classifiers.retire('businessUnit', 'VLN', 'Eglė');
      expect(await changes()).toEqual([
        'Rūta PUT businessUnit VLN',
        'Rūta ADDED bank 1',
        'Jonas ACTIVATED bank 1',
        'Jonas PUT core',
        'Rūta REMOVED core',
        'Jonas RETIRED businessUnit VLN',
      ]);
      expect(await changes('risk-model')).toEqual(['Rūta ADDED bank 1', 'Jonas ACTIVATED bank 1']);
      expect(await riskModels.find('bank', '1')).toMatchObject({ activation: { by: 'Jonas', at: expect.any(Date) } });
      expect((await riskModels.list())[0]).toMatchObject({ activation: { by: 'Jonas' } });
    });

    test('all changes are read in order, page by page', async () => {
      const { configurationLog, classifiers } = adapters;
      const codes = Array.from({ length: 25 }, (_, i) => `U${i}`);
      for (const code of codes) await classifiers.put({ classifier: 'accountType', code, name: code }, 'Rūta');
      const read: (string | undefined)[] = [];
      for (let after: string | undefined, more = true; more;) {
        const page = await configurationLog.changes('classifier', after, 7);
        read.push(...(page?.items ?? []).filter(({ key }) => key[0] === 'accountType').map(({ key }) => key[1]));
        more = (page?.items.length ?? 0) > 0;
        after = page?.cursor;
      }
      expect(read).toEqual(codes);
    });

    test('a page ends with a cursor, which the next page starts after', async () => {
      const { configurationLog } = adapters;
      const first = await configurationLog.changes('risk-model', undefined, 1);
      const second = await configurationLog.changes('risk-model', first?.cursor, 1);
      const third = await configurationLog.changes('risk-model', second?.cursor, 1);
      expect([first, second, third].map((page) => page?.items.map(({ action }) => action))).toEqual([
        ['ADDED'],
        ['ACTIVATED'],
        [],
      ]);
      expect(third?.cursor).toBe(second?.cursor);
      expect(first?.items[0]?.changedAt).toBeInstanceOf(Date);
      expect(await configurationLog.changes(undefined, 'no cursor', 1)).toBeUndefined();
    });
  });
}
