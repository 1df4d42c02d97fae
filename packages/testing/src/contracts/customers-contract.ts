import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import { queueing } from './customers-contract.follow-ups.js';
import { fidelity } from './customers-contract.text.js';
import { racing } from './customers-contract.racing.js';
import type { CustomersUnderTest } from './customers-under-test.js';

/**
 * The tests that every adapter of CustomerRegister, CustomerReader and FollowUps passes; no two tests share a customer
 * or a number.
 */
export function customersContract(name: string, setUp: () => Promise<CustomersUnderTest>): void {
  describe(`${name} fulfils the contract of CustomerRegister and CustomerReader`, () => {
    let underTest: CustomersUnderTest;
    beforeAll(async () => void (underTest = await setUp()));
    afterAll(() => underTest.tearDown());
    const adapter = (): CustomersUnderTest => underTest;

    describe('registering', () => registering(adapter));
    describe('replacing', () => replacing(adapter));
    describe('refusing', () => refusing(adapter));
    describe('reading', () => reading(adapter));
    describe('racing', () => racing(adapter));
    describe('follow-ups', () => queueing(adapter));
    describe('text', () => fidelity(adapter));
  });
}

function registering(adapter: () => CustomersUnderTest): void {
  test('a new customer is version 1, with the imported level', async () => {
    const customer = { status: 'PENDING', title: 'Amber Mill', entityType: 'ORGANIZATION', riskLevel: 'HIGH' } as const;
    expect(await adapter().customers.store(toCreate({ number: 'new-1', extId: 'new', customer }), '{"body":1}')).toBe(
      'stored',
    );
    const found = await adapter().customers.find('new');
    expect(found).toEqual({
      customerExtId: 'new',
      version: 1,
      customerStatus: 'PENDING',
      riskLevel: 'HIGH',
      title: 'Amber Mill',
      communicationNumber: 'new-1',
      body: '{"body":1}',
      cause: 'MESSAGE',
      createdAt: expect.any(Date),
      updatedAt: found?.createdAt,
    });
  });

  test('the level is NONE unless it is imported', async () => {
    await adapter().customers.store(toCreate({ number: 'none-1', extId: 'none' }), '{}');
    expect(await adapter().customers.find('none')).toMatchObject({ riskLevel: 'NONE', version: 1 });
  });
}

function replacing(adapter: () => CustomersUnderTest): void {
  test('an update is the next version and replaces everything but the time of registration', async () => {
    await adapter().customers.store(
      toCreate({ number: 'up-1', extId: 'up', customer: { riskLevel: 'LOW' } }),
      '{"was":1}',
    );
    const first = await adapter().customers.find('up');
    const customer = {
      status: 'SUSPENDED',
      title: 'Amber Mill',
      entityType: 'ORGANIZATION',
      riskLevel: 'EXTREME',
    } as const;
    expect(await adapter().customers.store(toUpdate({ number: 'up-2', extId: 'up', customer }), '{"is":2}')).toBe(
      'stored',
    );
    const second = await adapter().customers.find('up');
    expect(second).toEqual({
      customerExtId: 'up',
      version: 2,
      customerStatus: 'SUSPENDED',
      riskLevel: 'EXTREME',
      riskLevelBefore: 'LOW',
      title: 'Amber Mill',
      communicationNumber: 'up-2',
      body: '{"is":2}',
      cause: 'MESSAGE',
      createdAt: first?.createdAt,
      updatedAt: expect.any(Date),
    });
    expect(Number(second?.updatedAt)).toBeGreaterThanOrEqual(Number(first?.updatedAt));
    expect(await adapter().customers.find('up', 1)).toEqual(first);
  });

  test('the level stays unless it is imported', async () => {
    await adapter().customers.store(
      toCreate({ number: 'keep-1', extId: 'keep', customer: { riskLevel: 'MEDIUM' } }),
      '{}',
    );
    await adapter().customers.store(toUpdate({ number: 'keep-2', extId: 'keep', follow: { assessment: true } }), '{}');
    await adapter().customers.store(toUpdate({ number: 'keep-3', extId: 'keep' }), '{}');
    expect(await adapter().customers.find('keep')).toMatchObject({ riskLevel: 'MEDIUM', version: 3 });
  });
}

function refusing(adapter: () => CustomersUnderTest): void {
  test('to create an existing customer: nothing is stored, and the number stays free', async () => {
    await adapter().customers.store(toCreate({ number: 'twice-1', extId: 'twice' }), '{}');
    expect(
      await adapter().customers.store(
        toCreate({ number: 'twice-2', extId: 'twice', customer: { title: 'Other' }, follow: { assessment: true } }),
        '{}',
      ),
    ).toBe('customer-exists');
    expect(await adapter().customers.find('twice')).toMatchObject({
      version: 1,
      title: 'Ieva Smiltė',
      communicationNumber: 'twice-1',
    });
    expect(await adapter().customers.standing('twice-2', 'twice')).toEqual({ customerExists: true });
    expect(await adapter().customers.store(toUpdate({ number: 'twice-2', extId: 'twice' }), '{}')).toBe('stored');
  });

  test('to update a missing customer: nothing is stored, and the number stays free', async () => {
    expect(await adapter().customers.store(toUpdate({ number: 'lost-1', extId: 'lost' }), '{}')).toBe(
      'customer-missing',
    );
    expect(await adapter().customers.find('lost')).toBeUndefined();
    expect(await adapter().customers.standing('lost-1', 'lost')).toEqual({ customerExists: false });
    expect(await adapter().customers.store(toCreate({ number: 'lost-1', extId: 'lost' }), '{}')).toBe('stored');
  });

  test('a number that is taken, before any problem of the customer', async () => {
    await adapter().customers.store(toCreate({ number: 'taken', extId: 'taker' }), '{"by":"taker"}');
    expect(await adapter().customers.store(toCreate({ number: 'taken', extId: 'another' }), '{}')).toBe('number-taken');
    expect(await adapter().customers.store(toCreate({ number: 'taken', extId: 'taker' }), '{}')).toBe('number-taken');
    expect(await adapter().customers.store(toUpdate({ number: 'taken', extId: 'nobody' }), '{}')).toBe('number-taken');
    expect(await adapter().customers.store(toUpdate({ number: 'taken', extId: 'taker' }), '{}')).toBe('number-taken');
    expect([await adapter().customers.find('another'), await adapter().customers.find('nobody')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await adapter().customers.versions('taker')).toHaveLength(1);
  });
}

function reading(adapter: () => CustomersUnderTest): void {
  test('the standing of a message: the body with its number, and whether the customer exists', async () => {
    await adapter().customers.store(toCreate({ number: 'stand-1', extId: 'stand' }), '{"n":1}');
    await adapter().customers.store(toUpdate({ number: 'stand-2', extId: 'stand' }), '{"n":2}');
    expect(await adapter().customers.standing('stand-1', 'stand')).toEqual({
      acceptedBody: '{"n":1}',
      customerExists: true,
    });
    expect(await adapter().customers.standing('stand-2', 'stranger')).toEqual({
      acceptedBody: '{"n":2}',
      customerExists: false,
    });
    expect(await adapter().customers.standing('stand-3', 'stand')).toEqual({ customerExists: true });
    expect(await adapter().customers.standing('stand-3', undefined)).toEqual({ customerExists: false });
    expect(await adapter().customers.standing('stand-2', undefined)).toEqual({
      acceptedBody: '{"n":2}',
      customerExists: false,
    });
  });

  test('the versions, oldest first, and each as it was', async () => {
    await adapter().customers.store(toCreate({ number: 'v-1', extId: 'v', customer: { title: 'First' } }), '{"v":1}');
    for (const n of [2, 3])
      await adapter().customers.store(
        toUpdate({
          number: `v-${n}`,
          extId: 'v',
          customer: { title: `Title ${n}`, ...(n === 2 && { riskLevel: 'HIGH' }) },
        }),
        `{"v":${n}}`,
      );
    const versions = await adapter().customers.versions('v');
    expect(versions).toEqual(
      [1, 2, 3].map((version) => ({
        version,
        communicationNumber: `v-${version}`,
        createdAt: expect.any(Date),
        cause: 'MESSAGE',
        riskLevel: version === 1 ? 'NONE' : 'HIGH',
        ...(version > 1 && { riskLevelBefore: version === 2 ? 'NONE' : 'HIGH' }),
      })),
    );
    const times = versions?.map(({ createdAt }) => Number(createdAt)) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const version of [1, 2, 3]) {
      expect(await adapter().customers.find('v', version)).toMatchObject({
        version,
        body: `{"v":${version}}`,
        communicationNumber: `v-${version}`,
        riskLevel: versions?.[version - 1]?.riskLevel,
        updatedAt: versions?.[version - 1]?.createdAt,
        createdAt: versions?.[0]?.createdAt,
      });
    }
  });

  test('the versions after a number, up to a number of versions or bytes', async () => {
    const { customers } = adapter();
    await customers.store(toCreate({ number: 'p-1', extId: 'p' }), '{"v":1}');
    for (const n of [2, 3, 4]) await customers.store(toUpdate({ number: `p-${n}`, extId: 'p' }), `{"v":${n}}`);
    const page = async (after: number, versions: number, bytes = 1000) => {
      const found = await customers.versionsAfter('p', after, { versions, bytes });
      return [found.versions.map(({ version }) => version), found.hasMore];
    };
    expect([await page(0, 10), await page(0, 3), await page(1, 3), await page(4, 3)]).toEqual([
      [[1, 2, 3, 4], false],
      [[1, 2, 3], true],
      [[2, 3, 4], false],
      [[], false],
    ]);
    // Each message has 7 bytes.
    expect([await page(0, 10, 1), await page(0, 10, 7), await page(0, 10, 8), await page(2, 10, 8)]).toEqual([
      [[1], true],
      [[1], true],
      [[1, 2], true],
      [[3, 4], false],
    ]);
    const { versions } = await customers.versionsAfter('p', 2, { versions: 1, bytes: 1 });
    expect(versions).toEqual([await customers.find('p', 3)]);
    expect(await customers.versionsAfter('nobody', 0, { versions: 1, bytes: 1 })).toEqual({
      versions: [],
      hasMore: false,
    });
  });

  test('missing customers and versions', async () => {
    await adapter().customers.store(toCreate({ number: 'gap-1', extId: 'gap' }), '{}');
    for (const extId of ['no such customer', 'GAP', 'gap ', '', 'gap\0', '\ud800']) {
      expect([
        await adapter().customers.find(extId),
        await adapter().customers.find(extId, 1),
        await adapter().customers.versions(extId),
      ]).toEqual([undefined, undefined, undefined]);
    }
    for (const version of [0, 2, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])
      expect(await adapter().customers.find('gap', version)).toBeUndefined();
  });
}
