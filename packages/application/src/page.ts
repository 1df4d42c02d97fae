/** A page of a list, and the cursor of the next one; without a cursor the list is empty so far. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string;
}
