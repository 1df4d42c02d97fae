import { expect, it } from '@jest/globals';
import { SuspectKeys } from './suspect-keys.js';

it('remembers keys until they are removed', () => {
  const suspects = new SuspectKeys(10);
  suspects.add(['a', 'b']);
  suspects.remove(['a']);
  expect([suspects.hasAny(['a']), suspects.hasAny(['a', 'b'])]).toEqual([false, true]);
});

it('starts over when it would exceed its limit', () => {
  const suspects = new SuspectKeys(2);
  suspects.add(['a', 'b']);
  suspects.add(['c']);
  expect([suspects.hasAny(['a', 'b']), suspects.hasAny(['c'])]).toEqual([false, true]);
});
