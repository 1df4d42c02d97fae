import type { ClassifierEntry, Classifiers } from '@aml-customer/application';
import { CLASSIFIERS, type ClassifierName } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** The adapter under test. It knows the country `LT`, no business unit, and no code that a test puts. */
export interface ClassifiersUnderTest {
  readonly classifiers: Classifiers;
  readonly tearDown: () => Promise<void>;
}

/** The tests that every adapter of {@link Classifiers} passes; no two tests share a code. */
export function classifiersContract(name: string, setUp: () => Promise<ClassifiersUnderTest>): void {
  describe(`${name} fulfils the contract of Classifiers`, () => {
    let underTest: ClassifiersUnderTest;
    beforeAll(async () => void (underTest = await setUp()));
    afterAll(() => underTest.tearDown());
    const adapter = (): Classifiers => underTest.classifiers;
    const entry = (classifier: ClassifierName, code: string): ClassifierEntry | undefined =>
      adapter().entries().get(classifier)?.get(code);
    const unit = (code: string, name: string): ClassifierEntry => ({ classifier: 'businessUnit', code, name });

    test('every classifier is present, even if it is empty', () => {
      expect([...adapter().entries().keys()]).toEqual([...CLASSIFIERS]);
      expect(adapter().entries().get('businessUnit')?.size).toBe(0);
      expect(entry('country', 'LT')).toMatchObject({ classifier: 'country', code: 'LT', name: expect.any(String) });
    });

    test('a code can be put, and put again with another name', async () => {
      await adapter().put(unit('put', 'First name'), 'Rūta');
      expect(entry('businessUnit', 'put')).toMatchObject(unit('put', 'First name'));
      await adapter().put(unit('put', 'Šaka „Ąžuolas“'), 'Rūta');
      expect(entry('businessUnit', 'put')).toMatchObject(unit('put', 'Šaka „Ąžuolas“'));
      expect(entry('operationType', 'put')).toBeUndefined();
    });

    test('a code can be retired, and put again', async () => {
      await adapter().put(unit('retired', 'Once'), 'Rūta');
      expect(await adapter().retire('businessUnit', 'retired', 'Rūta')).toBe(true);
      expect(entry('businessUnit', 'retired')).toBeUndefined();
      expect(await adapter().retire('businessUnit', 'retired', 'Rūta')).toBe(false);
      await adapter().put(unit('retired', 'Again'), 'Rūta');
      expect(entry('businessUnit', 'retired')).toMatchObject({ name: 'Again' });
      expect(await adapter().retire('businessUnit', 'retired', 'Rūta')).toBe(true);
    });

    test('an unknown code cannot be retired', async () => {
      await adapter().put(unit('elsewhere', 'In another classifier'), 'Rūta');
      expect(await adapter().retire('accountType', 'elsewhere', 'Rūta')).toBe(false);
      expect(await adapter().retire('businessUnit', 'Elsewhere', 'Rūta')).toBe(false);
      expect(entry('businessUnit', 'elsewhere')).toBeDefined();
    });

    test('a lead keeps its mark when it is renamed or put again, unless `lead` is given', async () => {
      const lead = { classifier: 'riskManagementCategory', code: 'LEAD_TEST', name: 'Lead' } as const;
      await adapter().put({ ...lead, lead: true }, 'Rūta');
      expect(entry('riskManagementCategory', 'LEAD_TEST')?.lead).toBe(true);
      await adapter().put({ ...lead, name: 'Somebody who asks' }, 'Rūta');
      expect(entry('riskManagementCategory', 'LEAD_TEST')).toMatchObject({ name: 'Somebody who asks', lead: true });
      await adapter().retire('riskManagementCategory', 'LEAD_TEST', 'Rūta');
      await adapter().put(lead, 'Rūta');
      expect(entry('riskManagementCategory', 'LEAD_TEST')?.lead).toBe(true);
      await adapter().put({ ...lead, lead: false }, 'Rūta');
      expect(entry('riskManagementCategory', 'LEAD_TEST')?.lead === true).toBe(false);
    });

    test('codes are sorted by UTF-16 code units', async () => {
      for (const code of ['b', 'ž', '10', 'B', '9', 'a b', '🌳', '\uffee', 'a', 'z', '_'])
        await adapter().put({ classifier: 'accountType', code, name: code }, 'Rūta');
      expect([...(adapter().entries().get('accountType')?.keys() ?? [])]).toEqual([
        '10',
        '9',
        'B',
        '_',
        'a',
        'a b',
        'b',
        'z',
        'ž',
        '🌳',
        '\uffee',
      ]);
      for (const codes of adapter().entries().values()) expect([...codes.keys()]).toEqual([...codes.keys()].sort());
    });

    test('entries that were read do not change', async () => {
      await adapter().put(unit('kept', 'Before'), 'Rūta');
      const before = adapter().entries();
      const units = before.get('businessUnit');
      const codes = [...(units?.keys() ?? [])];
      await adapter().put(unit('kept', 'After'), 'Rūta');
      await adapter().put(unit('later', 'Later'), 'Rūta');
      expect(units?.get('kept')?.name).toBe('Before');
      expect([...(units?.keys() ?? [])]).toEqual(codes);
      await adapter().retire('businessUnit', 'kept', 'Rūta');
      expect(before.get('businessUnit')?.get('kept')?.name).toBe('Before');
      expect(entry('businessUnit', 'kept')).toBeUndefined();
    });

    test('24 concurrent changes are all applied', async () => {
      const codes = Array.from({ length: 24 }, (_, i) => `unit-${String(i).padStart(2, '0')}`);
      await Promise.all(codes.map((code) => adapter().put({ classifier: 'operationType', code, name: code }, 'Rūta')));
      expect([...(adapter().entries().get('operationType')?.keys() ?? [])]).toEqual(codes);
      const retired = await Promise.all(codes.map(() => adapter().retire('operationType', 'unit-00', 'Rūta')));
      expect(retired.filter(Boolean)).toEqual([true]);
      expect(entry('operationType', 'unit-00')).toBeUndefined();
    });
  });
}
