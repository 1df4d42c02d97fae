import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.each([['import', '--help'], ['export', '--help'], ['models'], ['replay']])(
  'the command %s still runs from its former path in apps/api',
  (command, ...args) => {
    const { stdout, stderr } = spawnSync(process.execPath, [`${root}/apps/api/dist/commands/${command}.js`, ...args], {
      encoding: 'utf8',
    });
    expect(stdout + stderr).toContain(`npm run ${command} --`);
  },
);
