import { expect, test } from '@jest/globals';
import { announce } from './announce.js';
import { createLog } from '../log/log.js';
import { loadSettings } from '../settings/index.js';

const TOKEN = 'a-token-of-16-chars';

test.each([
  [
    'loopback',
    { address: '127.0.0.1', family: 'IPv4', port: 41234 },
    {},
    'http://127.0.0.1:41234',
    'http://127.0.0.1:41234',
    0,
  ],
  [
    'loopback in IPv6',
    { address: '::1', family: 'IPv6', port: 3000 },
    { HOST: '::1' },
    'http://[::1]:3000',
    'http://[::1]:3000',
    0,
  ],
  [
    'every address',
    { address: '0.0.0.0', family: 'IPv4', port: 3000 },
    { HOST: '0.0.0.0' },
    'http://0.0.0.0:3000',
    'http://localhost:3000',
    1,
  ],
  [
    'every address, with a token',
    { address: '::', family: 'IPv6', port: 3000 },
    { HOST: '::', API_TOKEN: TOKEN },
    'http://[::]:3000',
    'http://localhost:3000',
    0,
  ],
])(
  'a service on %s logs its addresses, and warns if no caller has access to the management API',
  (_, address, environment, listens, swagger, warnings) => {
    const lines: { level: string; msg: string }[] = [];
    announce(
      address,
      '/data',
      loadSettings(environment),
      createLog('info', { write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]) }),
    );
    expect(lines.slice(0, 2).map(({ msg }) => msg)).toEqual([
      `AML Customer listens on ${listens}`,
      `Swagger UI is at ${swagger}/swagger-ui, the data in /data`,
    ]);
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(warnings);
    expect(JSON.stringify(lines)).not.toContain(TOKEN);
  },
);
