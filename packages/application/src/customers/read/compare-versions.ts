import { changesBetween, type Change } from '../../json-differences.js';
import type { CustomerVersion } from '../ports.js';
import { storedProfile } from '../stored-profile.js';

/** A list with more changes inside is shown as one change, so that an answer stays near the size of the messages. */
const MOST_IN_LIST = 100;

/** A version, and what changed against the one before; the first version has no changes. */
export interface ComparedVersion {
  readonly version: CustomerVersion;
  readonly changes: readonly Change[];
}

/**
 * Compares each version with the one before: status, risk level, title and profile, as the version itself is read
 * (docs/contract/contract.md, "Reading back"). Yields to the event loop between the versions.
 *
 * @param before the version before the first of them; undefined if there is none
 */
export async function compareVersions(
  before: CustomerVersion | undefined,
  versions: readonly CustomerVersion[],
): Promise<readonly ComparedVersion[]> {
  const compared: ComparedVersion[] = [];
  let previous = before && { body: before.body, content: contentOf(before, storedProfile(before.body)) };
  for (const version of versions) {
    await nextTurn();
    const profile = previous?.body === version.body ? previous.content.profile : storedProfile(version.body);
    const content = contentOf(version, profile);
    await nextTurn();
    compared.push({ version, changes: previous ? changesBetween(previous.content, content, MOST_IN_LIST) : [] });
    previous = { body: version.body, content };
  }
  return compared;
}

const contentOf = (
  { customerStatus, riskLevel, title }: CustomerVersion,
  profile: ReturnType<typeof storedProfile>,
) => ({
  customerStatus,
  riskLevel,
  title,
  profile,
});

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
