import { SCREENING_PROCESSES } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { loadSettings, SETTINGS } from './index.js';
import { StartFailure } from '../lifecycle/start-failure.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const failure = (environment: Record<string, string>): string => {
  try {
    loadSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(StartFailure);
    return (error as Error).message;
  }
  throw new Error('The settings were accepted');
};

describe('settings', () => {
  test('have defaults', () => {
    expect({ ...loadSettings({}) }).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: undefined,
      apiToken: undefined,
      apiTokens: undefined,
      bodyLimit: 1_048_576,
      fourEyes: 'off',
      lowering: 'person',
      worker: 'on',
      callbackUrl: undefined,
      callbackSecret: undefined,
      callbackMode: 'binary',
      callbackAllowedNetworks: undefined,
      callbackSecretsKey: undefined,
      eventPrefix: 'app.amlyze',
      updatePrefix: 'com.amlyze',
      unknownFields: 'ignore',
      batchBodyLimit: 67_108_864,
      batches: 2,
      screeningProcesses: [...SCREENING_PROCESSES],
      activateAfter: 'assessment',
      logLevel: 'info',
    });
  });

  test('that are empty count as unset', () => {
    expect(loadSettings(Object.fromEntries(SETTINGS.map(({ name }) => [name, ''])))).toEqual(loadSettings({}));
  });

  test('are read from the environment', () => {
    const environment = {
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgres://u:p@db/aml',
      DATA_DIR: '/data',
      API_TOKEN: 'x'.repeat(16),
      BODY_LIMIT: '1.5 MB',
      BATCH_BODY_LIMIT: '8mb',
      BATCHES: '4',
      UNKNOWN_FIELDS: 'reject',
      SCREENING_PROCESSES: 'A, B b ,C',
      ACTIVATE_AFTER: 'screening',
      LOG_LEVEL: 'silent',
      API_TOKENS: 'ona@bank.lt:correct-horse:battery, jonas:another-horse-battery',
      ALLOWED_ORIGINS: 'https://aml.bank.example, http://localhost:8080',
      FOUR_EYES: 'on',
      LOWERING: 'auto',
      WORKER: 'off',
      CALLBACK_URL: 'https://bank.example/hooks',
      CALLBACK_SECRET: SECRET,
      CALLBACK_MODE: 'structured',
      CALLBACK_ALLOWED_NETWORKS: '10.0.0.0/8, fd00::/8',
      CALLBACK_SECRETS_KEY: 'ab'.repeat(32),
      EVENT_PREFIX: 'lt.bank',
      UPDATE_PREFIX: 'bank',
    };
    expect({ ...loadSettings(environment) }).toEqual({
      port: 0,
      host: '::1',
      databaseUrl: 'postgres://u:p@db/aml',
      dataDir: '/data',
      apiToken: 'x'.repeat(16),
      bodyLimit: 1_572_864,
      batchBodyLimit: 8_388_608,
      batches: 4,
      unknownFields: 'reject',
      screeningProcesses: ['A', 'B b', 'C'],
      activateAfter: 'screening',
      logLevel: 'silent',
      apiTokens: ['ona@bank.lt:correct-horse:battery', 'jonas:another-horse-battery'],
      allowedOrigins: ['https://aml.bank.example', 'http://localhost:8080'],
      fourEyes: 'on',
      lowering: 'auto',
      worker: 'off',
      callbackUrl: 'https://bank.example/hooks',
      callbackSecret: SECRET,
      callbackMode: 'structured',
      callbackAllowedNetworks: ['10.0.0.0/8', 'fd00::/8'],
      callbackSecretsKey: 'ab'.repeat(32),
      eventPrefix: 'lt.bank',
      updatePrefix: 'bank',
    });
  });

  test.each([
    ['bytes', '2000', 2000],
    ['kilobytes', '2kb', 2048],
    ['a unit in capitals', '1MB', 1_048_576],
  ])('accept a body limit in %s', (_, text, expected) => {
    expect(loadSettings({ BODY_LIMIT: text }).bodyLimit).toBe(expected);
  });

  test.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['HOST', 'a b'],
    ['BODY_LIMIT', '12abc'],
    ['BODY_LIMIT', '0'],
    ['BODY_LIMIT', '1gb'],
    ['UNKNOWN_FIELDS', 'Ignore'],
    ['SCREENING_PROCESSES', 'A,,B'],
    ['SCREENING_PROCESSES', 'A,A'],
    ['ACTIVATE_AFTER', 'screenings'],
    ['LOG_LEVEL', 'loud'],
    ['WORKER', 'maybe'],
    ['FOUR_EYES', 'true'],
    ['CALLBACK_MODE', 'batched'],
    ['ALLOWED_ORIGINS', 'gateway.example'],
    ['ALLOWED_ORIGINS', 'https://gateway.example/swagger-ui'],
    ['ALLOWED_ORIGINS', 'https://a.example,*'],
    ['ALLOWED_ORIGINS', 'https://*.bank.example'],
    ['CALLBACK_ALLOWED_NETWORKS', '10.0.0.1'],
    ['CALLBACK_ALLOWED_NETWORKS', '10.0.0.0/33'],
    ['CALLBACK_ALLOWED_NETWORKS', '10.0.0.0/8,,'],
    ['EVENT_PREFIX', 'app amlyze'],
    ['UPDATE_PREFIX', 'com.'],
  ])('reject %s=%s with the name, the allowed values and the value', (name, value) => {
    const allowed = SETTINGS.find((setting) => setting.name === name)?.allowed;
    expect(failure({ [name]: value })).toBe(`${name} must be ${allowed}, not "${value}"`);
  });

  test.each([
    ['API_TOKEN', 'short', 'is too short'],
    ['API_TOKEN', 'a token with spaces inside', 'has other characters'],
    ['DATABASE_URL', 'mysql://user:secret@db/aml', 'is not such a URL'],
    ['DATABASE_URL', 'secret', 'is not such a URL'],
    ['API_TOKENS', 'ona:short', 'has an entry that is not such a pair'],
    ['API_TOKENS', 'ona:correct-horse-battery,ona:another-horse-battery', 'repeats a name'],
    ['API_TOKENS', 'ona:correct-horse-battery,ONA:another-horse-battery', 'repeats a name'],
    ['API_TOKENS', 'ona:correct-horse-battery,jonas:correct-horse-battery', 'repeats a token'],
    ['CALLBACK_URL', 'http://user:secret@bank.example', 'must hold no user name and no password'],
    ['CALLBACK_URL', 'https://bank.example/hooks#part', 'must hold no fragment'],
    ['CALLBACK_URL', 'ftp://bank.example/hooks', 'must be an http or https URL of at most 2048 characters'],
    ['CALLBACK_SECRET', 'secret', 'must be base64 of 24 to 64 bytes, with or without whsec_ before it'],
    ['CALLBACK_SECRETS_KEY', 'secret', 'is not such a key'],
  ])('reject %s=%s without showing it', (name, value, wrong) => {
    const allowed = SETTINGS.find((setting) => setting.name === name)?.allowed;
    expect(failure({ [name]: value })).toBe(
      wrong.startsWith('must ') ? `${name} ${wrong}` : `${name} must be ${allowed} (it ${wrong})`,
    );
  });

  test.each([
    [{ CALLBACK_URL: 'https://bank.example' }, 'CALLBACK_URL requires CALLBACK_SECRET'],
    [{ CALLBACK_SECRET: SECRET }, 'CALLBACK_SECRET requires CALLBACK_URL'],
    [{ CALLBACK_PREVIOUS_SECRET: SECRET }, 'CALLBACK_PREVIOUS_SECRET requires CALLBACK_SECRET'],
    [
      { API_TOKEN: 'correct-horse-battery', API_TOKENS: 'ona:correct-horse-battery' },
      'API_TOKENS repeats the token of API_TOKEN',
    ],
    [
      { FOUR_EYES: 'on', API_TOKEN: 'x'.repeat(16) },
      'FOUR_EYES requires the tokens of at least two people, or nobody could confirm a decision: set API_TOKENS',
    ],
    [
      { FOUR_EYES: 'on' },
      'FOUR_EYES requires the tokens of at least two people, or nobody could confirm a decision: set API_TOKENS',
    ],
    [
      { FOUR_EYES: 'on', API_TOKEN: 'x'.repeat(16), API_TOKENS: 'ona:correct-horse-battery' },
      'FOUR_EYES requires the tokens of at least two people, or nobody could confirm a decision: set API_TOKENS',
    ],
    [
      { API_TOKEN: 'x'.repeat(16), API_TOKENS: 'API:correct-horse-battery' },
      'API_TOKENS uses the name "api", which is reserved for API_TOKEN',
    ],
    [
      { API_TOKEN: 'x'.repeat(16), API_TOKENS: 'api:correct-horse-battery' },
      'API_TOKENS uses the name "api", which is reserved for API_TOKEN',
    ],
    [
      { API_TOKENS: 'Local:correct-horse-battery' },
      'API_TOKENS uses the name "local", which is reserved for changes made while no token was set',
    ],
    ...[
      'http://127.0.0.1:8080/hooks',
      'http://0x7f.1/hooks',
      'https://10.1.2.3',
      'http://[::1]:8080',
      'http://169.254.169.254/latest',
    ].map(
      (url) =>
        [
          { CALLBACK_URL: url, CALLBACK_SECRET: SECRET, CALLBACK_ALLOWED_NETWORKS: '10.2.0.0/16' },
          'CALLBACK_URL must lead to the public internet, or into a network of CALLBACK_ALLOWED_NETWORKS',
        ] as const,
    ),
  ])('reject settings that contradict each other: %j', (environment, message) => {
    expect(failure(environment as Record<string, string>)).toBe(message);
  });

  test('accept a receiver in an allowed network, and any host name', () => {
    for (const url of ['http://10.2.3.4/hooks', 'https://8.8.8.8', 'http://receiver.internal:8080']) {
      expect(
        loadSettings({ CALLBACK_URL: url, CALLBACK_SECRET: SECRET, CALLBACK_ALLOWED_NETWORKS: '10.2.0.0/16' })
          .callbackUrl,
      ).toBe(url);
    }
  });

  test('report every wrong setting in a single line', () => {
    expect(failure({ PORT: 'x\ny', LOG_LEVEL: 'loud' })).toMatch(
      /^PORT must be .*, not "x\\ny"; LOG_LEVEL must be .*, not "loud"$/,
    );
  });

  test('are all in the documented table', () => {
    expect(SETTINGS.map(({ name }) => name)).toEqual([
      'PORT',
      'HOST',
      'DATABASE_URL',
      'DATA_DIR',
      'API_TOKEN',
      'API_TOKENS',
      'ALLOWED_ORIGINS',
      'FOUR_EYES',
      'LOWERING',
      'WORKER',
      'CALLBACK_URL',
      'CALLBACK_SECRET',
      'CALLBACK_PREVIOUS_SECRET',
      'CALLBACK_MODE',
      'CALLBACK_ALLOWED_NETWORKS',
      'CALLBACK_SECRETS_KEY',
      'EVENT_PREFIX',
      'UPDATE_PREFIX',
      'BODY_LIMIT',
      'BATCH_BODY_LIMIT',
      'BATCHES',
      'UNKNOWN_FIELDS',
      'SCREENING_PROCESSES',
      'ACTIVATE_AFTER',
      'LOG_LEVEL',
    ]);
  });
});
