import { expect, test } from '@jest/globals';
import { isSamePerson } from './decision-rule.js';

test.each([
  ['ona', 'ONA'],
  ['Rūta', 'Rūta'.normalize('NFD')],
  ['Ona', 'Ｏｎａ'],
  ['Ona Onaitė', ' ona  onaitė '],
  ['Ona', 'O\u200bna'],
  ['Ona', 'Ona\u00ad'],
  ['Onaitė', 'Onaite\u200d\u0307'],
  ['STRASSE', 'straße'],
])('%j and %j are the same person', (one, other) => {
  expect(isSamePerson(one, other)).toBe(true);
});

test.each([
  ['Ona', 'Onė'],
  ['Ona', 'On a'],
  ['Ona', 'Jonas'],
])('%j and %j are two people', (one, other) => {
  expect(isSamePerson(one, other)).toBe(false);
});
