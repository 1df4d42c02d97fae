import { expect, test } from '@jest/globals';
import { BoundedClient } from './bounded-client.js';

test('a connection that is lost between two queries does not end the process', () => {
  expect(() =>
    new BoundedClient().emit('error', new Error('terminating connection due to unexpected postmaster exit')),
  ).not.toThrow();
});
