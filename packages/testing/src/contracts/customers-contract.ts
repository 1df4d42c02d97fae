import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import { queueing } from './customers-contract.follow-ups.js';
import { fidelity } from './customers-contract.text.js';
import { racing } from './customers-contract.racing.js';
import type { CustomersUnderTest } from './customers-under-test.js';

/**
 * The tests that every adapter of {@link Customers} and {@link FollowUps} passes; set up once, as no two tests share a
 * customer or a number.
 */
export function customersContract(name: string, setUp: () => Promise<CustomersUnderTest>): void {
  describe(`${name} keeps the contract of Customers`, () => {
    let adapter: CustomersUnderTest;
    beforeAll(async () => void (adapter = await setUp()));
    afterAll(() => adapter.tearDown());
    const used = (): CustomersUnderTest => adapter;

    describe('registering', () => registering(used));
    describe('replacing', () => replacing(used));
    describe('refusing', () => refusing(used));
    describe('reading', () => reading(used));
    describe('racing', () => racing(used));
    describe('what follows', () => queueing(used));
    describe('text', () => fidelity(used));
  });
}

function registering(used: () => CustomersUnderTest): void {
  test('a new customer is version 1, with the level that was imported', async () => {
    const customer = { status: 'PENDING', title: 'Amber Mill', entityType: 'ORGANIZATION', riskLevel: 'HIGH' } as const;
    expect(await used().customers.store(toCreate({ number: 'new-1', extId: 'new', customer }), '{"body":1}')).toBe(
      'stored',
    );
    const found = await used().customers.find('new');
    expect(found).toEqual({
      customerExtId: 'new',
      version: 1,
      customerStatus: 'PENDING',
      riskLevel: 'HIGH',
      title: 'Amber Mill',
      communicationNumber: 'new-1',
      body: '{"body":1}',
      createdAt: expect.any(Date),
      updatedAt: found?.createdAt,
    });
  });

  test('without an imported level it is NONE', async () => {
    await used().customers.store(toCreate({ number: 'none-1', extId: 'none' }), '{}');
    expect(await used().customers.find('none')).toMatchObject({ riskLevel: 'NONE', version: 1 });
  });
}

function replacing(used: () => CustomersUnderTest): void {
  test('an update is the next version: all of it is new but the day of registration', async () => {
    await used().customers.store(
      toCreate({ number: 'up-1', extId: 'up', customer: { riskLevel: 'LOW' } }),
      '{"was":1}',
    );
    const first = await used().customers.find('up');
    const customer = {
      status: 'SUSPENDED',
      title: 'Amber Mill',
      entityType: 'ORGANIZATION',
      riskLevel: 'EXTREME',
    } as const;
    expect(await used().customers.store(toUpdate({ number: 'up-2', extId: 'up', customer }), '{"is":2}')).toBe(
      'stored',
    );
    const second = await used().customers.find('up');
    expect(second).toEqual({
      customerExtId: 'up',
      version: 2,
      customerStatus: 'SUSPENDED',
      riskLevel: 'EXTREME',
      title: 'Amber Mill',
      communicationNumber: 'up-2',
      body: '{"is":2}',
      createdAt: first?.createdAt,
      updatedAt: expect.any(Date),
    });
    expect(Number(second?.updatedAt)).toBeGreaterThanOrEqual(Number(first?.updatedAt));
    expect(await used().customers.find('up', 1)).toEqual(first);
  });

  test('without an imported level the level stays as it was', async () => {
    await used().customers.store(
      toCreate({ number: 'keep-1', extId: 'keep', customer: { riskLevel: 'MEDIUM' } }),
      '{}',
    );
    await used().customers.store(toUpdate({ number: 'keep-2', extId: 'keep', follow: { assessment: true } }), '{}');
    await used().customers.store(toUpdate({ number: 'keep-3', extId: 'keep' }), '{}');
    expect(await used().customers.find('keep')).toMatchObject({ riskLevel: 'MEDIUM', version: 3 });
  });
}

function refusing(used: () => CustomersUnderTest): void {
  test('to create a customer that exists: nothing is kept, and the number stays free', async () => {
    await used().customers.store(toCreate({ number: 'twice-1', extId: 'twice' }), '{}');
    expect(
      await used().customers.store(
        toCreate({ number: 'twice-2', extId: 'twice', customer: { title: 'Other' }, follow: { assessment: true } }),
        '{}',
      ),
    ).toBe('customer-exists');
    expect(await used().customers.find('twice')).toMatchObject({
      version: 1,
      title: 'Ieva Smiltė',
      communicationNumber: 'twice-1',
    });
    expect(await used().customers.standing('twice-2', 'twice')).toEqual({ customerExists: true });
    expect(await used().customers.store(toUpdate({ number: 'twice-2', extId: 'twice' }), '{}')).toBe('stored');
  });

  test('to update a customer that does not exist: nothing is kept, and the number stays free', async () => {
    expect(await used().customers.store(toUpdate({ number: 'lost-1', extId: 'lost' }), '{}')).toBe('customer-missing');
    expect(await used().customers.find('lost')).toBeUndefined();
    expect(await used().customers.standing('lost-1', 'lost')).toEqual({ customerExists: false });
    expect(await used().customers.store(toCreate({ number: 'lost-1', extId: 'lost' }), '{}')).toBe('stored');
  });

  test('a number that was taken: that comes before what is wrong with the customer', async () => {
    await used().customers.store(toCreate({ number: 'taken', extId: 'taker' }), '{"by":"taker"}');
    expect(await used().customers.store(toCreate({ number: 'taken', extId: 'another' }), '{}')).toBe('number-taken');
    expect(await used().customers.store(toCreate({ number: 'taken', extId: 'taker' }), '{}')).toBe('number-taken');
    expect(await used().customers.store(toUpdate({ number: 'taken', extId: 'nobody' }), '{}')).toBe('number-taken');
    expect(await used().customers.store(toUpdate({ number: 'taken', extId: 'taker' }), '{}')).toBe('number-taken');
    expect([await used().customers.find('another'), await used().customers.find('nobody')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await used().customers.versions('taker')).toHaveLength(1);
  });
}

function reading(used: () => CustomersUnderTest): void {
  test('how a message stands: the body that has its number, and whether the customer exists', async () => {
    await used().customers.store(toCreate({ number: 'stand-1', extId: 'stand' }), '{"n":1}');
    await used().customers.store(toUpdate({ number: 'stand-2', extId: 'stand' }), '{"n":2}');
    expect(await used().customers.standing('stand-1', 'stand')).toEqual({
      acceptedBody: '{"n":1}',
      customerExists: true,
    });
    expect(await used().customers.standing('stand-2', 'stranger')).toEqual({
      acceptedBody: '{"n":2}',
      customerExists: false,
    });
    expect(await used().customers.standing('stand-3', 'stand')).toEqual({ customerExists: true });
    expect(await used().customers.standing('stand-3', undefined)).toEqual({ customerExists: false });
    expect(await used().customers.standing('stand-2', undefined)).toEqual({
      acceptedBody: '{"n":2}',
      customerExists: false,
    });
  });

  test('the versions, the first one first, and each as it was', async () => {
    await used().customers.store(toCreate({ number: 'v-1', extId: 'v', customer: { title: 'First' } }), '{"v":1}');
    for (const n of [2, 3])
      await used().customers.store(
        toUpdate({ number: `v-${n}`, extId: 'v', customer: { title: `Title ${n}` } }),
        `{"v":${n}}`,
      );
    const versions = await used().customers.versions('v');
    expect(versions).toEqual(
      [1, 2, 3].map((version) => ({
        version,
        communicationNumber: `v-${version}`,
        createdAt: expect.any(Date),
        cause: 'MESSAGE',
      })),
    );
    const times = versions?.map(({ createdAt }) => Number(createdAt)) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const version of [1, 2, 3]) {
      expect(await used().customers.find('v', version)).toMatchObject({
        version,
        body: `{"v":${version}}`,
        communicationNumber: `v-${version}`,
        updatedAt: versions?.[version - 1]?.createdAt,
        createdAt: versions?.[0]?.createdAt,
      });
    }
  });

  test('what there is not', async () => {
    await used().customers.store(toCreate({ number: 'gap-1', extId: 'gap' }), '{}');
    for (const extId of ['no such customer', 'GAP', 'gap ', '', 'gap\0', '\ud800']) {
      expect([
        await used().customers.find(extId),
        await used().customers.find(extId, 1),
        await used().customers.versions(extId),
      ]).toEqual([undefined, undefined, undefined]);
    }
    for (const version of [0, 2, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])
      expect(await used().customers.find('gap', version)).toBeUndefined();
  });
}
