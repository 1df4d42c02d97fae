import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedDocuments } from './generated-documents.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => {
  try {
    return readFileSync(`${root}/${path}`, 'utf8');
  } catch {
    return '';
  }
};

/**
 * `generate-docs.js` writes the generated documents. With `--check` it writes nothing and fails if one is stale.
 */
const stale = Object.entries(generatedDocuments(root, read)).filter(([path, content]) => read(path) !== content);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, content] of stale) {
    mkdirSync(dirname(`${root}/${path}`), { recursive: true });
    writeFileSync(`${root}/${path}`, content);
    console.log(`wrote ${path}`);
  }
}
