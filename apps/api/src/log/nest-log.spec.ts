import { Logger } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { startApp } from '../testing/app.js';

test('lines logged through Nest have the same form, without the message of an error', async () => {
  const app = await startApp();
  new Logger('Somewhere').error(new Error('Petraitis'));
  expect(app.logged.at(-1)).toMatchObject({ level: 'error', context: 'Somewhere', err: { name: 'Error' } });
  expect(JSON.stringify(app.logged)).not.toContain('Petraitis');
  await app.stop();
});
