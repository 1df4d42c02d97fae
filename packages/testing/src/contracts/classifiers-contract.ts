import type { ClassifierEntry, Classifiers } from '@aml-customer/application';
import { CLASSIFIERS, type ClassifierName } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/**
 * What a contract test works with: an adapter that knows the country `LT`, no business unit, and no code that a test
 * puts; and how to leave it.
 */
export interface ClassifiersUnderTest {
  readonly classifiers: Classifiers;
  readonly tearDown: () => Promise<void>;
}

/** The tests that every adapter of {@link Classifiers} passes; set up once, as no two tests share a code. */
export function classifiersContract(name: string, setUp: () => Promise<ClassifiersUnderTest>): void {
  describe(`${name} keeps the contract of Classifiers`, () => {
    let adapter: ClassifiersUnderTest;
    beforeAll(async () => void (adapter = await setUp()));
    afterAll(() => adapter.tearDown());
    const used = (): Classifiers => adapter.classifiers;
    const entry = (classifier: ClassifierName, code: string): ClassifierEntry | undefined =>
      used().entries().get(classifier)?.get(code);
    const unit = (code: string, said: string): ClassifierEntry => ({ classifier: 'businessUnit', code, name: said });

    test('every classifier is there, an empty one too', () => {
      expect([...used().entries().keys()]).toEqual([...CLASSIFIERS]);
      expect(used().entries().get('businessUnit')?.size).toBe(0);
      expect(entry('country', 'LT')).toMatchObject({ classifier: 'country', code: 'LT', name: expect.any(String) });
    });

    test('a code is put, and put again under another name', async () => {
      await used().put(unit('put', 'First name'));
      expect(entry('businessUnit', 'put')).toMatchObject(unit('put', 'First name'));
      await used().put(unit('put', 'Šaka „Ąžuolas“'));
      expect(entry('businessUnit', 'put')).toMatchObject(unit('put', 'Šaka „Ąžuolas“'));
      expect(entry('operationType', 'put')).toBeUndefined();
    });

    test('a code is retired, and may be put again', async () => {
      await used().put(unit('retired', 'Once'));
      expect(await used().retire('businessUnit', 'retired')).toBe(true);
      expect(entry('businessUnit', 'retired')).toBeUndefined();
      expect(await used().retire('businessUnit', 'retired')).toBe(false);
      await used().put(unit('retired', 'Again'));
      expect(entry('businessUnit', 'retired')).toMatchObject({ name: 'Again' });
      expect(await used().retire('businessUnit', 'retired')).toBe(true);
    });

    test('what was never there cannot be retired', async () => {
      await used().put(unit('elsewhere', 'In another classifier'));
      expect(await used().retire('accountType', 'elsewhere')).toBe(false);
      expect(await used().retire('businessUnit', 'Elsewhere')).toBe(false);
      expect(entry('businessUnit', 'elsewhere')).toBeDefined();
    });

    test('a lead keeps its mark when it is renamed or taken back into use, and loses it when that is said', async () => {
      const lead = { classifier: 'riskManagementCategory', code: 'LEAD_TEST', name: 'Lead' } as const;
      await used().put({ ...lead, lead: true });
      expect(entry('riskManagementCategory', 'LEAD_TEST')?.lead).toBe(true);
      await used().put({ ...lead, name: 'Somebody who asks' });
      expect(entry('riskManagementCategory', 'LEAD_TEST')).toMatchObject({ name: 'Somebody who asks', lead: true });
      await used().retire('riskManagementCategory', 'LEAD_TEST');
      await used().put(lead);
      expect(entry('riskManagementCategory', 'LEAD_TEST')?.lead).toBe(true);
      await used().put({ ...lead, lead: false });
      expect(entry('riskManagementCategory', 'LEAD_TEST')?.lead === true).toBe(false);
    });

    test('codes are sorted by their UTF-16 units, whatever the order that they came in', async () => {
      for (const code of ['b', 'ž', '10', 'B', '9', 'a b', '🌳', '\uffee', 'a', 'z', '_'])
        await used().put({ classifier: 'accountType', code, name: code });
      expect([...(used().entries().get('accountType')?.keys() ?? [])]).toEqual([
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
      for (const codes of used().entries().values()) expect([...codes.keys()]).toEqual([...codes.keys()].sort());
    });

    test('what was read stays as it was when something changes', async () => {
      await used().put(unit('kept', 'Before'));
      const before = used().entries();
      const units = before.get('businessUnit');
      const codes = [...(units?.keys() ?? [])];
      await used().put(unit('kept', 'After'));
      await used().put(unit('later', 'Later'));
      expect(units?.get('kept')?.name).toBe('Before');
      expect([...(units?.keys() ?? [])]).toEqual(codes);
      await used().retire('businessUnit', 'kept');
      expect(before.get('businessUnit')?.get('kept')?.name).toBe('Before');
      expect(entry('businessUnit', 'kept')).toBeUndefined();
    });

    test('24 changes at a time are all there', async () => {
      const codes = Array.from({ length: 24 }, (_, i) => `unit-${String(i).padStart(2, '0')}`);
      await Promise.all(codes.map((code) => used().put({ classifier: 'operationType', code, name: code })));
      expect([...(used().entries().get('operationType')?.keys() ?? [])]).toEqual(codes);
      const retired = await Promise.all(codes.map(() => used().retire('operationType', 'unit-00')));
      expect(retired.filter((each) => each)).toEqual([true]);
      expect(entry('operationType', 'unit-00')).toBeUndefined();
    });
  });
}
