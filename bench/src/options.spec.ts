import { describe, expect, test } from '@jest/globals';
import { readOptions, SECTIONS, USAGE } from './options.js';

describe('the options', () => {
  test('are everything, of enough rounds to publish', () => {
    expect(readOptions(['--publish'])).toMatchObject({ only: SECTIONS, rounds: 5, publish: true });
  });

  test.each([
    [['--only=http,speed'], '--only=speed is none of'],
    [['--seconds=0'], '--seconds=0 is no number above 0'],
    [['--publish', '--rounds=4'], '--publish wants at least 5 rounds'],
  ])('%j are refused', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });

  test('are told where help is asked for, whatever else is, and then nothing is measured', () => {
    expect(readOptions(['--help', '--rounds=0'])).toBeUndefined();
    for (const option of ['only', 'rounds', 'seconds', 'growth', 'publish', 'help'])
      expect(USAGE).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
  });
});
