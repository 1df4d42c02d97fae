import { isUndone } from './storage-failure.js';

/**
 * Does something for many in one statement. Where it fails for certain, each goes by itself, so that an error stays with its own item; where
 * nobody knows what was done, it failed for all.
 */
export async function togetherOrAlone<Item, Result>(
  items: readonly Item[], doIt: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly PromiseSettledResult<Result>[]> {
  if (items.length > 1) {
    try {
      return (await doIt(items)).map((value) => ({ status: 'fulfilled', value }));
    } catch (error) {
      if (!isUndone(error)) throw error;
    }
  }
  return Promise.allSettled(items.map(async (item) => (await doIt([item]))[0] as Result));
}
