import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SETTINGS } from '@aml-customer/api/settings';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { withSettings } from './compose-settings.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(`${root}/docker/compose.yaml`, 'utf8');

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly environment: Readonly<Record<string, string | number | null>> }>
  >;
}
const { services } = parse(text, { merge: true }) as Compose;

test.each(['api', 'worker', 'cli'])('the compose service %s gets every setting', (name) => {
  const environment = services[name]?.environment ?? {};
  expect(Object.keys(environment).filter((key) => key !== 'SERVICE_URL')).toEqual(
    SETTINGS.map((setting) => setting.name),
  );
});

test('the compose file passes on what it does not decide', () => {
  const decided = Object.entries(services['api']?.environment ?? {}).filter(([, value]) => value !== null);
  expect(decided.map(([name]) => name)).toEqual(['PORT', 'HOST', 'DATABASE_URL', 'API_TOKEN']);
});

test('a new setting is added to the compose file', () => {
  const settings = [...SETTINGS, { name: 'NEW_SETTING' }];
  const environment = (parse(withSettings(text, settings), { merge: true }) as Compose).services['api']?.environment;
  expect(environment).toHaveProperty('NEW_SETTING', null);
  expect(() => withSettings('services:', settings)).toThrow('no section <settings>');
});

test.each([['import', '--help'], ['export', '--help'], ['models'], ['replay']])(
  'the image runs %s',
  (command, ...args) => {
    const { stdout, stderr } = inImage(command, ...args);
    expect(stdout + stderr).toContain(`npm run ${command} --`);
  },
);

test('the image names its commands', () => {
  expect(inImage('worker')).toMatchObject({ status: 2, stderr: expect.stringContaining('import | export | models') });
});

/** Runs the script of the image on this checkout. */
function inImage(...args: readonly string[]) {
  const environment = { PATH: process.env['PATH'], AML_CUSTOMER_HOME: root };
  return spawnSync('sh', [`${root}/docker/aml-customer`, ...args], { env: environment, encoding: 'utf8' });
}
