import { globSync, readdirSync, readFileSync } from 'node:fs';

/** The folders of all workspaces, relative to the root, as the root package.json lists them. */
export function workspacesIn(root: string): readonly string[] {
  const { workspaces } = readJson(`${root}/package.json`) as { workspaces: string[] };
  return workspaces.flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }).map(folderOf)).sort();
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const NOT_SOURCE = new Set(['node_modules', 'dist', 'test-results', '.git', '.turbo', '.data']);

/** Every file of the repository, written by hand or generated, relative to the root. Works without git. */
export function filesIn(root: string, folder = ''): readonly string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCE.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}
