import { MemoryRiskModels, type RiskModels } from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alone, sql, until } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

const model = (version: string, hash = `hash of ${version}`) => ({
  id: 'default',
  version,
  hash,
  data: { version, factors: [{ name: 'Ąžuolas', points: 1.5 }] },
});

describe.each(['memory', 'PostgreSQL'])('risk models in %s', (where) => {
  let database: TestDatabase;
  let postgres: Postgres;
  let models: RiskModels;

  beforeAll(async () => {
    database = await openTestDatabase();
    postgres = await openPostgres({ url: database.url, pool: { max: 16 } });
    models = where === 'memory' ? new MemoryRiskModels(() => new Date()) : postgres.riskModels;
  });
  afterAll(async () => {
    await postgres.close();
    await alone(database.url);
    await database.drop();
  });

  it('do not exist at first, so that nothing is assessed', async () => {
    expect([
      await models.list(),
      await models.find('default', '1'),
      await models.activate('default', '1', 'Rūta'),
    ]).toEqual([[], undefined, false]);
    await expect(models.active()).rejects.toThrow('No risk model is active');
    expect(models.activeNow()).toBeUndefined();
  });

  it('are added, found unchanged, and activated', async () => {
    expect(await models.add(model('1'), 'Rūta')).toBe('added');
    expect(await models.find('default', '1')).toEqual({ ...model('1'), active: false, addedAt: expect.any(Date) });
    expect(await models.activate('default', '1', 'Rūta')).toBe(true);
    expect(await models.active()).toEqual({
      ...model('1'),
      active: true,
      addedAt: expect.any(Date),
      activation: { by: 'Rūta', at: expect.any(Date) },
    });
    expect(models.activeNow()).toBe(await models.active());
  });

  it('never change under their id and version', async () => {
    expect(await models.add(model('1'), 'Rūta')).toBe('there');
    expect(await models.add(model('1', 'another'), 'Rūta')).toBe('conflict');
    expect(await models.active()).toMatchObject(model('1'));
  });

  it('are listed without their data, latest first, one of them active', async () => {
    await models.add(model('2'), 'Rūta');
    expect(await models.activate('default', '2', 'Rūta')).toBe(true);
    expect(await models.active()).toMatchObject(model('2'));
    expect((await models.list()).map(({ version, active }) => [version, active])).toEqual([
      ['2', true],
      ['1', false],
    ]);
    expect((await models.list())[0]).not.toHaveProperty('data');
    expect(await models.activate('default', 'none', 'Rūta')).toBe(false);
    expect(await models.active()).toMatchObject({ version: '2' });
  });
});

describe('the active risk model', () => {
  let database: TestDatabase;
  const opened: Postgres[] = [];
  const open = async () => {
    opened.push(await openPostgres({ url: database.url }));
    return opened.at(-1)!.riskModels;
  };

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(opened.map((postgres) => postgres.close()));
    await database.drop();
  });

  it('is soon the same on every instance, without a query if nothing changed', async () => {
    const [one, other] = [await open(), await open()];
    for (const version of ['1', '2']) await one.add(model(version), 'Rūta');
    await one.activate('default', '1', 'Rūta');
    expect([(await one.active()).version, (await other.active()).version]).toEqual(['1', '1']);
    expect(await other.active()).toBe(await other.active());
    await one.activate('default', '2', 'Rūta');
    expect((await one.active()).version).toBe('2');
    await until(async () => (await other.active()).version === '2');
  });

  it('is one, even if several are activated concurrently', async () => {
    const [one, other] = [await open(), await open()];
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? one : other).activate('default', String(1 + (i % 2)), 'Rūta')),
    );
    const [active, ...others] = (await one.list()).filter((each) => each.active);
    expect(others).toEqual([]);
    await until(
      async () =>
        (await one.active()).version === active?.version && (await other.active()).version === active?.version,
    );
  });

  it('refuses to change a model', async () => {
    await expect(sql(database.url, `update aml_customer.risk_model set data = '{}'`)).rejects.toThrow(
      'aml_customer.risk_model is never updated',
    );
  });
});
