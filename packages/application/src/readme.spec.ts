import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

test('the first program of the README prints what the README shows', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', block('js')], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  expect(block('text')).not.toBe('');
  expect(stdout).toBe(block('text'));
});

const portFiles = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('ports.ts'),
);

test.each(portFiles)('the README lists the ports of %s', (file) => {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  // A port is an interface with methods: data has properties only.
  const ports = [...source.matchAll(/^export interface (\w+).*\{\n((?: .*\n|\n)*)\}/gm)]
    .filter(([, , members = '']) => /^ {2}\w+\(/m.test(members))
    .map(([, name = '']) => name);
  expect(ports).not.toEqual([]);
  expect(ports.filter((port) => !readme.includes(`\`${port}\``))).toEqual([]);
});
