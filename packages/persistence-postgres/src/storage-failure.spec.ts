import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { StorageFailure } from './storage-failure.js';

describe('StorageFailure', () => {
  const everythingIn = (error: Error) => [error.message, error.stack, String(error), JSON.stringify(error), inspect(error, { depth: null, showHidden: true })].join('\n');

  it.each([
    ['a value that the server quotes', { severity: 'ERROR', code: '22P02', message: 'invalid input syntax for type integer: "Slaptas"', detail: 'Slaptas' }, '22P02'],
    ['what a trigger of the installation says', { severity: 'ERROR', code: 'P0001', message: 'no Slaptas here', where: 'Slaptas' }, 'P0001'],
    ['an error that nobody foresaw', new TypeError('Slaptas is not a function'), 'TypeError'],
    ['something that is no error', 'Slaptas', 'String'],
  ])('keeps no sentence that may quote data: %s', (_, error, reason) => {
    const failure = new StorageFailure('storing', error);
    expect(failure.message).toBe(`PostgreSQL failed at storing: ${reason}`);
    expect(everythingIn(failure)).not.toMatch(/Slaptas/);
  });

  it.each([
    ['53100', { severity: 'ERROR', code: '53100', message: 'could not extend file: No space left on device' }, '53100, could not extend file: No space left on device'],
    ['a refused connection', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['silence', new Error('Query read timeout'), 'Query read timeout'],
    ['nothing at all', undefined, 'unknown'],
  ])('tells an operator what happened: %s', (_, error, reason) => {
    expect(new StorageFailure('storing', error).message).toBe(`PostgreSQL failed at storing: ${reason}`);
  });
});
