import { describe, expect, test } from '@jest/globals';
import { ManageModels } from './manage-models.js';
import type { LoadModel, NewModel } from './ports.js';
import { MemoryRiskModels } from './risk-models.memory.js';

const ADDED = new Date('2026-03-01T10:00:00.000Z');

/** Accepts any object with an id and a version; the hash is the content. */
const load: LoadModel = (file) => {
  const { id, version } = file as { id?: string; version?: string };
  return id !== undefined && version !== undefined
    ? { model: { id, version, hash: JSON.stringify(file), data: file } }
    : { problems: [{ pointer: '/id', sentence: 'is missing' }] };
};
const fileOf = (version: string, title = 'A model') => ({ id: 'bank', version, title });
const first: NewModel = { ...fileOf('1'), hash: 'first', data: fileOf('1') };

async function anInstallation() {
  const manage = new ManageModels(new MemoryRiskModels(() => ADDED), load);
  await manage.startWith(first);
  return manage;
}
const activeOf = async (manage: ManageModels) =>
  (await manage.list()).filter(({ active }) => active).map(({ version }) => version);

describe('a new installation', () => {
  test('starts with one model, active', async () => {
    const manage = await anInstallation();
    expect(await manage.list()).toEqual([
      {
        id: 'bank',
        version: '1',
        hash: 'first',
        addedAt: ADDED.toISOString(),
        active: true,
        activation: { by: 'first start', at: ADDED.toISOString() },
      },
    ]);
  });

  test('keeps the activated model at later starts', async () => {
    const manage = await anInstallation();
    await manage.add(fileOf('2'), 'Rūta');
    await manage.activate('bank', '2', 'Rūta');
    await manage.startWith(first);
    expect(await activeOf(manage)).toEqual(['2']);
  });
});

describe('adding a model', () => {
  test('stores it without activating it, and is idempotent', async () => {
    const manage = await anInstallation();
    expect(await manage.add(fileOf('2'), 'Rūta')).toMatchObject({
      kind: 'added',
      model: { version: '2', active: false },
    });
    expect(await manage.add(fileOf('2'), 'Rūta')).toMatchObject({ kind: 'there', model: { version: '2' } });
    expect(await activeOf(manage)).toEqual(['1']);
  });

  test('conflicts with other content under the same id and version', async () => {
    const manage = await anInstallation();
    await manage.add(fileOf('2'), 'Rūta');
    expect(await manage.add(fileOf('2', 'Changed'), 'Rūta')).toEqual({ kind: 'conflict' });
    expect((await manage.find('bank', '2'))?.data).toEqual(fileOf('2'));
  });

  test('rejects a file with problems and stores nothing', async () => {
    const manage = await anInstallation();
    expect(await manage.add({}, 'Rūta')).toEqual({
      kind: 'rejected',
      problems: [{ pointer: '/id', sentence: 'is missing' }],
    });
    expect(await manage.list()).toHaveLength(1);
  });
});

describe('a stored model', () => {
  test('is found with its content', async () => {
    const manage = await anInstallation();
    expect(await manage.find('bank', '1')).toEqual({
      id: 'bank',
      version: '1',
      hash: 'first',
      addedAt: ADDED.toISOString(),
      activation: { by: 'first start', at: ADDED.toISOString() },
      active: true,
      data: fileOf('1'),
    });
  });

  test('replaces the active one when it is activated', async () => {
    const manage = await anInstallation();
    await manage.add(fileOf('2'), 'Rūta');
    expect(await manage.activate('bank', '2', 'Rūta')).toMatchObject({ version: '2', active: true });
    expect(await activeOf(manage)).toEqual(['2']);
  });

  test('is neither found nor activated under an unknown version', async () => {
    const manage = await anInstallation();
    expect([await manage.find('bank', '9'), await manage.activate('bank', '9', 'Rūta')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await activeOf(manage)).toEqual(['1']);
  });
});
