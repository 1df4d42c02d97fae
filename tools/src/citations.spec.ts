import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brokenCitations } from './citations.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const GENERATED = new Set(['node_modules', 'dist', 'test-results', 'coverage']);
const CITING = /\.(?:ts|mjs|sql|md|ya?ml|json|svg)$|Dockerfile$/;

function* pathsIn(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || GENERATED.has(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* pathsIn(path);
    else if (CITING.test(path) || entry.name === 'LICENSE') yield path;
  }
}

const files = new Map([...pathsIn('')].map((path) => [path, readFileSync(join(root, path), 'utf8')]));

/** Data holds no citations; this file holds broken ones on purpose. */
const citing = [...files].filter(
  ([path]) => !/\.(?:json|svg)$|LICENSE$/.test(path) && !path.endsWith('citations.spec.ts'),
);

describe('citations', () => {
  it.each(citing)('of %s resolve', (path, text) => {
    expect(brokenCitations(path, text, files)).toEqual([]);
  });

  const known = new Map([
    ['docs/guide.md', '# The guide\n\n## First steps: a, b\n\n```sh\n# Not a heading\n```\n'],
    ['docs/adr/0001-layers.md', '# 1. Layers'],
    ['docs/contract/contract.md', '## Reading the values\n'],
    ['packages/x/README.md', '# x'],
  ]);

  it.each([
    ['a document', '/** As docs/guide.md says. */'],
    ['a section', '/** (docs/contract/contract.md, "Reading the values") */'],
    ['a section over two lines', '/**\n * (docs/contract/contract.md, "Reading\n * the values")\n */'],
    ['a section over two line comments', '// docs/contract/contract.md,\n  // "Reading the values"'],
    ['a section in SQL', '-- docs/contract/contract.md, "Reading\n-- the values"'],
    ['a decision', '// docs/adr/0001'],
    ['a decision by its number', '// ADR 1'],
    ['a document by its name alone', '// guide.md'],
  ])('find %s', (_, text) => {
    expect(brokenCitations('packages/x/src/a.ts', text, known)).toEqual([]);
  });

  it.each([
    ['a missing document', '// docs/gone.md', 'docs/gone.md'],
    ['a missing document by its name alone', '// gone.md says so', 'gone.md'],
    ['a document of the contract without its folder', '// contract.md', 'contract.md'],
    ['a missing section', '// docs/guide.md, "Last steps"', 'docs/guide.md, "Last steps"'],
    [
      'a comment in code that looks like a heading',
      '// docs/guide.md, "Not a heading"',
      'docs/guide.md, "Not a heading"',
    ],
    ['a section over two lines', '/**\n * (docs/guide.md, "Last\n * steps")\n */', 'docs/guide.md, "Last steps"'],
    ['a missing decision', '// docs/adr/0002', 'docs/adr/0002'],
    ['a missing decision by its number', '// ADR 2', 'ADR 2'],
    ['an issue, which readers cannot open', '// see issue 9', 'issue 9'],
  ])('refuse %s', (_, text, citation) => {
    expect(brokenCitations('packages/x/src/a.ts', text, known)).toEqual([citation]);
  });

  it.each([
    ['guide.md'],
    ['guide.md#first-steps-a-b'],
    ['adr/'],
    ['../packages/x/README.md#x'],
    ['https://example.org/gone.md'],
  ])('follow the link %s', (link) => {
    expect(brokenCitations('docs/other.md', `[text](${link})`, known)).toEqual([]);
  });

  it.each([
    ['packages/x/README.md'],
    ['packages/x'],
    ['docs/'],
    ['docs/adr/0001'],
    ['packages/x/NNNN-subject.ts'],
    ['application/json'],
    ['packages/x/<name>.ts'],
  ])('accept the path %s', (path) => {
    expect(brokenCitations('CONTRIBUTING.md', `Change \`${path}\` first.`, known)).toEqual([]);
  });

  it.each([['packages/x/src/gone.ts'], ['packages/y'], ['docs/gone/']])('refuse the path %s', (path) => {
    expect(brokenCitations('CONTRIBUTING.md', `Change \`${path}\` first.`, known)).toEqual([path]);
  });

  it.each([['gone.md'], ['guide.md#last-steps'], ['guide.md#not-a-heading'], ['#nowhere'], ['../gone/']])(
    'refuse the link %s',
    (link) => {
      expect(brokenCitations('docs/other.md', `[text](${link})`, known)).toEqual([link]);
    },
  );
});
