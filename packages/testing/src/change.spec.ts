import { expect, test } from '@jest/globals';
import { ABSENT, changed } from './change.js';

const body = { a: 1, list: [{ b: 2 }, { b: 3 }], 'x/y~z': { c: 4 } };

test.each<[string, Record<string, unknown>, unknown]>([
  ['a member', { '/a': 5 }, { ...body, a: 5 }],
  ['a new member', { '/d': null }, { ...body, d: null }],
  ['a member removed', { '/a': ABSENT }, { list: body.list, 'x/y~z': { c: 4 } }],
  ['inside a list', { '/list/1/b': 'x', '/list/0/b': ABSENT }, { ...body, list: [{}, { b: 'x' }] }],
  ['an element removed', { '/list/0': ABSENT }, { ...body, list: [{ b: 3 }] }],
  ['an element beyond the end', { '/list/2': 0 }, { ...body, list: [{ b: 2 }, { b: 3 }, 0] }],
  ['a name with a slash and a tilde', { '/x~1y~0z/c': 5 }, { ...body, 'x/y~z': { c: 5 } }],
  ['the whole body', { '': [] }, []],
])('changes %s', (_, change, expected) => expect(changed(body, change)).toEqual(expected));

test('does not change the original', () => {
  const before = structuredClone(body);
  changed(body, { '/list/0/b': 9, '/a': ABSENT });
  expect(body).toEqual(before);
});

test('sets __proto__ as an ordinary member, as JSON.parse does', () => {
  expect(JSON.stringify(changed({}, { '/__proto__': { a: 1 } }))).toBe('{"__proto__":{"a":1}}');
});

test('does not create a missing container', () => {
  expect(() => changed(body, { '/nothing/b': 1 })).toThrow('b has no parent object or list');
});
