import { describe, expect, test } from '@jest/globals';
import { readOptions, SECTIONS, USAGE } from './options.js';

describe('the options', () => {
  test('default to all sections with enough rounds to publish', () => {
    expect(readOptions(['--publish'])).toMatchObject({ only: SECTIONS, rounds: 5, publish: true });
  });

  test('resolve the other checkout against the folder of the command', () => {
    expect(readOptions(['--against=../before'], '/work/now')).toMatchObject({ against: '/work/before' });
  });

  test.each([
    [['--only=http,speed'], '--only=speed must be one of'],
    [['--seconds=0'], '--seconds=0 must be a number above 0'],
    [['--publish', '--rounds=4'], '--publish needs at least 5 rounds'],
    [['--publish', '--against=x'], '--publish excludes --against'],
  ])('refuse %j', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });

  test('are explained by --help, which measures nothing', () => {
    expect(readOptions(['--help', '--rounds=0'])).toBeUndefined();
    for (const option of ['only', 'rounds', 'seconds', 'growth', 'against', 'publish', 'help'])
      expect(USAGE).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
  });
});
