import { describe, expect, test } from '@jest/globals';
import { MemoryClassifiers } from '../classifiers/classifiers.memory.js';
import { ManageModels, startWith } from './manage-models.js';
import type { LoadedModel, LoadModel, NewModel } from './ports.js';
import { MemoryRiskModels } from './risk-models.memory.js';

const ADDED = new Date('2026-03-01T10:00:00.000Z');

const LISTS = [
  { id: 'old', title: 'An old list', date: '2025-09-01', validUntil: '2026-02-28' },
  { id: 'current', title: 'A current list', date: '2025-09-01', validUntil: '2026-03-01' },
];
const loadedFrom = (file: unknown, id: string, version: string): LoadedModel => ({
  id,
  version,
  title: 'A model',
  hash: JSON.stringify(file),
  data: file,
  lists: LISTS,
  knows: (classifier, code) => classifier !== 'legalForm' || code === 'LTD',
});

/** Accepts any object with an id and a version; the hash is the content. */
const load: LoadModel = (file) => {
  const { id, version } = file as { id?: string; version?: string };
  return id !== undefined && version !== undefined
    ? { model: loadedFrom(file, id, version) }
    : { problems: [{ pointer: '/id', sentence: 'is missing' }] };
};
const fileOf = (version: string, title = 'A model') => ({ id: 'bank', version, title });
const first: NewModel = { ...fileOf('1'), hash: 'first', data: fileOf('1') };
const lists = [
  { list: 'old', title: 'An old list', date: '2025-09-01', validUntil: '2026-02-28', expired: true },
  { list: 'current', title: 'A current list', date: '2025-09-01', validUntil: '2026-03-01', expired: false },
];

async function anInstallation({ models = new MemoryRiskModels(() => ADDED), start = true } = {}) {
  if (start) await startWith(models, first);
  const classifiers = new MemoryClassifiers([
    { classifier: 'legalForm', code: 'LTD', name: 'Limited company' },
    { classifier: 'legalForm', code: 'SOCIETY', name: 'Society' },
    { classifier: 'currency', code: 'EUR', name: 'Euro' },
  ]);
  const offered = ['2', '3'].map((version) => loadedFrom(fileOf(version), 'bank', version));
  return new ManageModels({ models, load, classifiers, offered, now: () => ADDED });
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
        lists,
      },
    ]);
  });

  test('keeps the activated model at later starts', async () => {
    const models = new MemoryRiskModels(() => ADDED);
    const manage = await anInstallation({ models });
    await manage.add(fileOf('2'), 'Rūta');
    await manage.activate('bank', '2', 'Rūta');
    await startWith(models, first);
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
      lists,
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

describe('the models of the release', () => {
  test('are offered until they are added, the latest first, and never added or activated automatically', async () => {
    const manage = await anInstallation();
    expect((await manage.listOffered()).map(({ version }) => version)).toEqual(['3', '2']);
    expect(await manage.list()).toHaveLength(1);
    await manage.add(fileOf('3'), 'Rūta');
    expect(await manage.listOffered()).toEqual([
      { id: 'bank', version: '2', hash: JSON.stringify(fileOf('2')), title: 'A model' },
    ]);
    expect(await activeOf(manage)).toEqual(['1']);
  });
});

describe('codes that a model does not know', () => {
  test('are listed when it is activated', async () => {
    const manage = await anInstallation();
    expect((await manage.activate('bank', '1', 'Rūta'))?.unknownCodes).toEqual([
      { classifier: 'legalForm', code: 'SOCIETY', name: 'Society' },
    ]);
  });

  test('name the active model', async () => {
    const manage = await anInstallation();
    const active = { id: 'bank', version: '1' };
    expect(await manage.activeWithout({ classifier: 'legalForm', code: 'CHURCH' })).toEqual(active);
    expect(await manage.activeWithout({ classifier: 'legalForm', code: 'LTD' })).toBeUndefined();
    expect(await manage.activeWithout({ classifier: 'currency', code: 'XAU' })).toBeUndefined();
    const without = await anInstallation({ start: false });
    expect(await without.activeWithout({ classifier: 'legalForm', code: 'CHURCH' })).toBeUndefined();
  });
});

describe('the country lists', () => {
  test('of the active model say which are expired, from the day after their last valid one', async () => {
    expect(await (await anInstallation()).activeLists()).toEqual(lists);
    expect(await (await anInstallation({ start: false })).activeLists()).toEqual([]);
  });

  test('are absent for a stored model that this release cannot read', async () => {
    const models = new MemoryRiskModels(() => ADDED);
    await models.add({ id: 'bank', version: '9', hash: 'nine', data: {} }, 'Rūta');
    const manage = await anInstallation({ models });
    expect((await manage.list()).map((model) => [model.version, 'lists' in model])).toEqual([
      ['1', true],
      ['9', false],
    ]);
  });
});
