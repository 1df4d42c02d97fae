import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'node_modules', '.bin', 'depcruise');

/** Runs lint's check of imports on a folder. */
function check(folder: string): { readonly code: number | null; readonly output: string } {
  const args = [
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    '--ts-config',
    join(root, 'tsconfig.base.json'),
    'src',
  ];
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd: folder, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

describe('the check for circular imports', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aml-customer-cycles-'));
    mkdirSync(join(folder, 'src'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const plant = (name: string, code: string) => writeFileSync(join(folder, 'src', name), code);

  test.each([
    [
      'values',
      "import { b } from './b.js';\nexport const a = () => b;\n",
      "import { a } from './a.js';\nexport const b = () => a;\n",
    ],
    [
      'types',
      "import type { B } from './b.js';\nexport interface A { b: B }\n",
      "import type { A } from './a.js';\nexport interface B { a: A }\n",
    ],
  ])('refuses circular imports of %s', (_, a, b) => {
    plant('a.ts', a);
    plant('b.ts', b);
    const { code, output } = check(folder);
    expect(output).toMatch(/no-circular: src\/[ab]\.ts/);
    expect(code).not.toBe(0);
  });

  test('accepts imports in one direction', () => {
    plant('a.ts', "import { b } from './b.js';\nexport const a = () => b;\n");
    plant('b.ts', 'export const b = 1;\n');
    const { code, output } = check(folder);
    expect([code, output]).toEqual([0, expect.stringMatching(/no dependency violations found \(2 modules/)]);
  });
});
