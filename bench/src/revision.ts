import { execFileSync } from 'node:child_process';

/** The files that a run itself changes. */
const OF_THE_BENCH = ['bench/results', 'docs/performance.md'];

/** The measured commit and the files that differ from it, except those that publishing changes. */
export interface Revision {
  readonly commit: string;
  readonly changed: readonly string[];
}

/** @throws Error if the folder is not a git work tree */
export function revisionOf(folder: string): Revision {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trimEnd();
  const changed = git('status', '--porcelain', '--', ':/', ...OF_THE_BENCH.map((path) => `:(top,exclude)${path}`));
  return { commit: git('describe', '--always'), changed: changed.split('\n').filter((line) => line !== '') };
}

/** The commit as the tables show it. */
export const nameOf = ({ commit, changed }: Revision): string => (changed.length > 0 ? `${commit}-dirty` : commit);
