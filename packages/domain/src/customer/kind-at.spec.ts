import { expect, test } from '@jest/globals';
import { kindAt, knownNames, namesAt } from './kind-at.js';

test.each([
  ['customerExtId', 'key'],
  ['numberOfEmployees', 'integer'],
  ['isPEP', 'boolean'],
  ['initialDepositAmount', 'decimal'],
  ['lei', 'text'],
  ['listAddress', 'list'],
  ['listAddress.0', 'record'],
  ['listAddress.12.country', 'code'],
  ['sourcesOfWealth.0.amount', 'decimal'],
  ['initializeScreeningProcesses.1', 'code'],
  ['fieldOfActivity.student.isStudent', 'boolean'],
  ['listRelatedEntity.0.listAddress.1.useForCorrespondence', 'boolean'],
  ['listRelatedEntity.0.share', 'percentage'],
  ['shoeSize', undefined],
  ['listAddress.country', undefined],
  ['listAddress.0.shoeSize', undefined],
  ['isPEP.0', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
])('%s is %s', (path, kind) => {
  expect(kindAt(path.split('.'))).toBe(kind);
});

test.each([
  ['', ['customerExtId', 'screeningLists', 'lastName', 'title']],
  ['listAddress.0', ['country', 'useForCorrespondence']],
  ['listRelatedEntity.3.listBusinessEntityDocument.0', ['documentNumber']],
])('the object at "%s" has these names', (path, names) => {
  expect(namesAt(path === '' ? [] : path.split('.'))).toEqual(expect.arrayContaining(names));
});

test.each(['listAddress', 'isPEP', 'shoeSize', 'constructor'])('there is no object at %s', (path) => {
  expect(namesAt(path.split('.'))).toEqual([]);
});

test('the known names are those of all objects, aliases included', () => {
  const names = ['customerExtId', 'lei', 'student', 'useForCorrespondence', 'relationType'];
  expect(names.filter((name) => !knownNames.has(name))).toEqual([]);
  expect(knownNames.has('shoeSize')).toBe(false);
  expect(knownNames.size).toBeLessThan(500);
});
