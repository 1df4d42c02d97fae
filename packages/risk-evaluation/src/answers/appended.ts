/**
 * Adds an element to a list that most evaluations never need. A list of one element takes less memory if it is created
 * with it.
 */
export function appended<T>(list: T[] | undefined, element: T): T[] {
  if (!list) return [element];
  list.push(element);
  return list;
}
