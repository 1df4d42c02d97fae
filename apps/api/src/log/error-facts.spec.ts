import { describe, expect, test } from '@jest/globals';
import { StorageFailure } from '@aml-customer/persistence-postgres';
import { NotEvaluable } from '@aml-customer/risk-evaluation';
import { errorFacts } from './error-facts.js';

describe('the facts of an error', () => {
  const database = Object.assign(new Error('duplicate key: Key (title)=(Jonas Petraitis) exists'), {
    name: 'DatabaseError',
    code: '23505',
    constraint: 'customer_ext_id_key',
    detail: 'Key (title)=(Jonas Petraitis)',
    table: 'customer',
  });

  test('are its name, code, constraint and the frames of its trace', () => {
    const { frames, ...others } = errorFacts(database);
    expect(others).toEqual({ name: 'DatabaseError', code: '23505', constraint: 'customer_ext_id_key' });
    expect(frames[0]).toMatch(/^at .*error-facts\.spec\.ts:\d+:\d+\)?$/);
  });

  test('include the message of a storage failure, which holds no data', () => {
    expect(errorFacts(new StorageFailure('storing a customer', database))).toMatchObject({
      name: 'StorageFailure',
      code: '23505',
      detail: 'PostgreSQL failed at storing a customer: 23505, customer_ext_id_key',
    });
  });

  test('include pointers to values that prevent an assessment, with known field names only', () => {
    const problems = [
      { pointer: '/listRelatedEntity/3/relationType', sentence: 'is missing' },
      { pointer: '/listAdditionalValue/0/Petraitis', sentence: 'is not Petraitis' },
    ];
    const facts = errorFacts(new NotEvaluable(problems));
    expect(facts).toMatchObject({ name: 'NotEvaluable', pointers: ['/listRelatedEntity/3/relationType', '/?/0/?'] });
    expect(JSON.stringify(facts)).not.toMatch(/Petraitis|is missing/);
  });

  test('include the facts of its causes', () => {
    const wrapped = new AggregateError([database], 'Jonas', { cause: new TypeError('Petraitis') });
    expect(errorFacts(wrapped)).toMatchObject({
      name: 'AggregateError',
      causes: [{ name: 'TypeError' }, { code: '23505' }],
    });
  });

  test.each([
    ['a message of several lines', new Error('first\n    at Jonas Petraitis\n    at Petraitis (Vilnius)\nlast')],
    ['a message that was changed later', Object.assign(new Error('Jonas'), { message: 'Petraitis' })],
    [
      'a name or code that is text',
      Object.assign(new Error('x'), { name: 'Jonas Petraitis', code: 'Jonas Petraitis', constraint: 'a (Jonas)' }),
    ],
    ['a JSON text', parseError('{"lastName":"Petraitis", Jonas')],
    ['a string', 'Jonas Petraitis'],
    ['an object', { message: 'Jonas', lastName: 'Petraitis' }],
  ])('contain no text of the error: %s', (_, error) => {
    expect(JSON.stringify(errorFacts(error))).not.toMatch(/Jonas|Petraitis/);
  });

  test('are limited if causes form a cycle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(errorFacts(error)).match(/"name"/g)).toHaveLength(6);
  });

  test('exist for values that are not errors', () => {
    expect(errorFacts(undefined)).toEqual({ name: 'undefined', frames: [] });
  });
});

function parseError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
