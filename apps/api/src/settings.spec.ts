import { SCREENING_PROCESSES } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { loadSettings, SETTINGS } from './settings.js';
import { StartFailure } from './start-failure.js';

const failure = (environment: Record<string, string>): string => {
  try {
    loadSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(StartFailure);
    return (error as Error).message;
  }
  throw new Error('It was accepted');
};

describe('settings', () => {
  test('have defaults', () => {
    expect({ ...loadSettings({}) }).toEqual({
      port: 3000, host: '127.0.0.1', databaseUrl: undefined, dataDir: undefined, apiToken: undefined, bodyLimit: 1_048_576,
      unknownFields: 'ignore', screeningProcesses: [...SCREENING_PROCESSES], logLevel: 'info',
    });
  });

  test('that are empty count as unset', () => {
    expect(loadSettings(Object.fromEntries(SETTINGS.map(({ name }) => [name, '']))))
      .toEqual(loadSettings({}));
  });

  test('are read from the environment', () => {
    const environment = {
      PORT: '0', HOST: '::1', DATABASE_URL: 'postgres://u:p@db/aml', DATA_DIR: '/data', API_TOKEN: 'x'.repeat(16), BODY_LIMIT: '1.5 MB',
      UNKNOWN_FIELDS: 'reject', SCREENING_PROCESSES: 'A, B b ,C', LOG_LEVEL: 'silent',
    };
    expect({ ...loadSettings(environment) }).toEqual({
      port: 0, host: '::1', databaseUrl: 'postgres://u:p@db/aml', dataDir: '/data', apiToken: 'x'.repeat(16), bodyLimit: 1_572_864,
      unknownFields: 'reject', screeningProcesses: ['A', 'B b', 'C'], logLevel: 'silent',
    });
  });

  test.each([
    ['bytes', '2000', 2000],
    ['kilobytes', '2kb', 2048],
    ['a unit in capitals', '1MB', 1_048_576],
  ])('take a body limit in %s', (_, text, expected) => {
    expect(loadSettings({ BODY_LIMIT: text }).bodyLimit).toBe(expected);
  });

  test.each([
    ['PORT', 'abc'], ['PORT', '65536'], ['PORT', '-1'], ['PORT', '80.5'], ['HOST', 'a b'], ['BODY_LIMIT', '12abc'], ['BODY_LIMIT', '0'], ['BODY_LIMIT', '1gb'],
    ['UNKNOWN_FIELDS', 'Ignore'], ['SCREENING_PROCESSES', 'A,,B'], ['SCREENING_PROCESSES', 'A,A'], ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s with the name, the value and what is allowed', (name, value) => {
    const allowed = SETTINGS.find((setting) => setting.name === name)?.allowed;
    expect(failure({ [name]: value })).toBe(`${name} is "${value}", allowed is ${allowed}`);
  });

  test.each([
    ['API_TOKEN', 'short', 'is shorter'],
    ['API_TOKEN', 'a token with spaces inside', 'has other characters'],
    ['DATABASE_URL', 'mysql://user:secret@db/aml', 'is not such a URL'],
    ['DATABASE_URL', 'secret', 'is not such a URL'],
  ])('refuse %s=%s without showing it', (name, value, wrong) => {
    const allowed = SETTINGS.find((setting) => setting.name === name)?.allowed;
    expect(failure({ [name]: value })).toBe(`${name} ${wrong}, allowed is ${allowed}`);
  });

  test('name every wrong one in a single line', () => {
    expect(failure({ PORT: 'x\ny', LOG_LEVEL: 'loud' })).toMatch(/^PORT is "x\\ny", .*; LOG_LEVEL is "loud", [^\n]*$/);
  });

  test('are all in the table that the documents show', () => {
    expect(SETTINGS.map(({ name }) => name)).toEqual(
      ['PORT', 'HOST', 'DATABASE_URL', 'DATA_DIR', 'API_TOKEN', 'BODY_LIMIT', 'UNKNOWN_FIELDS', 'SCREENING_PROCESSES', 'LOG_LEVEL'],
    );
  });
});
