import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { creation, onTestDatabase, sql } from '../../test/support.js';
import type { Postgres } from '../open.js';
import { isRolledBack, StorageFailure } from './storage-failure.js';
import type { TestDatabase } from '../testing.js';

describe('StorageFailure', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened));

  const secrets = {
    number: 'N-Slaptas',
    customer: { extId: 'C-Slaptas', title: 'Jonas Slaptas' },
    requester: 'R-Slaptas',
  };
  const failureOf = async (work: Promise<unknown>): Promise<Error> => {
    try {
      await work;
    } catch (error) {
      return error as Error;
    }
    throw new Error('It did not fail');
  };
  const everythingIn = (error: Error) =>
    [
      error.message,
      error.stack,
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: null, showHidden: true }),
    ].join('\n');

  it.each([
    [
      'a check',
      { ...secrets, customer: { ...secrets.customer, status: 'Slaptas' as 'ACTIVE' } },
      '{}',
      { code: '23514', constraint: 'customer_status_check' },
    ],
    [
      'a character that PostgreSQL refuses',
      { ...secrets, customer: { ...secrets.customer, title: 'Jonas Slaptas\0' } },
      '{}',
      { code: '22P05' },
    ],
    ['a body that PostgreSQL refuses', secrets, '{"lastName":"Slaptas\0"}', { code: '22021' }],
  ])('has code and constraint, and no personal data: %s', async (_, parts, body, reported) => {
    const failure = await failureOf(postgres.customers.store(creation(parts), body));
    expect(failure).toBeInstanceOf(StorageFailure);
    expect(failure).toMatchObject(reported);
    expect(everythingIn(failure)).not.toMatch(/Slaptas/);
  });

  it.each([
    [
      'a value that the server quotes',
      {
        severity: 'ERROR',
        code: '22P02',
        message: 'invalid input syntax for type integer: "Slaptas"',
        detail: 'Slaptas',
      },
      '22P02',
    ],
    [
      'an error of a trigger of the installation',
      { severity: 'ERROR', code: 'P0001', message: 'no Slaptas here', where: 'Slaptas' },
      'P0001',
    ],
    ['an unexpected error', new TypeError('Slaptas is not a function'), 'TypeError'],
    ['something that is not an error', 'Slaptas', 'String'],
  ])('drops messages that may quote data: %s', (_, error, reason) => {
    const failure = new StorageFailure('storing', error);
    expect(failure.message).toBe(`PostgreSQL failed at storing: ${reason}`);
    expect(everythingIn(failure)).not.toMatch(/Slaptas/);
  });

  it.each([
    [
      '53100',
      { severity: 'ERROR', code: '53100', message: 'could not extend file: No space left on device' },
      '53100, could not extend file: No space left on device',
    ],
    [
      'a refused connection',
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['silence', new Error('Query read timeout'), 'Query read timeout'],
    ['nothing at all', undefined, 'unknown'],
  ])('describes the cause for operators: %s', (_, error, reason) => {
    expect(new StorageFailure('storing', error).message).toBe(`PostgreSQL failed at storing: ${reason}`);
  });

  it.each([
    ['find', () => postgres.customers.find('C-Slaptas')],
    ['versions', () => postgres.customers.versions('C-Slaptas')],
    ['standing', () => postgres.customers.standing('N-Slaptas', 'C-Slaptas')],
    ['queuedBy', () => postgres.followUps.queuedBy('N-Slaptas')],
  ])('keeps messages that mention only the server: %s', async (_, read) => {
    await sql(database.url, 'alter table aml_customer.message rename to elsewhere');
    try {
      const failure = await failureOf(read());
      expect(failure).toBeInstanceOf(StorageFailure);
      expect(failure.message).toMatch(/42P01, relation "aml_customer.message" does not exist$/);
      expect(everythingIn(failure)).not.toMatch(/Slaptas/);
    } finally {
      await sql(database.url, 'alter table aml_customer.elsewhere rename to message');
    }
  });
});

describe('a certain rollback', () => {
  it.each([
    ['a broken condition', { severity: 'ERROR', code: '23505' }, true],
    ['the same on a server that speaks German', { severity: 'FEHLER', code: '23505' }, true],
    ['a row that stayed locked', { severity: 'ERROR', code: '55P03' }, true],
    ['a statement that took too long', { severity: 'ERROR', code: '57014' }, true],
    ['a server that shuts down', { severity: 'FATAL', code: '57P01' }, false],
    ['the same on a server that speaks Japanese', { severity: '致命的エラー', code: '57P01' }, false],
    ['a crash of another connection', { severity: 'WARNING', code: '57P02' }, false],
    ['a proxy that lost the server', { severity: 'ERROR', code: '08006' }, false],
    ['a completion that the server does not know', { severity: 'ERROR', code: '40003' }, false],
    ['a pipe that broke', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), false],
    ['a connection that was cut', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), false],
    ['silence', new Error('Query read timeout'), false],
    ['nothing at all', undefined, false],
  ])('is recognised by its code: %s', (_, error, expected) => {
    expect(isRolledBack(error)).toBe(expected);
  });
});
