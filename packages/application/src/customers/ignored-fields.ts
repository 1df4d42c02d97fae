import { namesAt, stepsOf, type Reading } from '@aml-customer/domain';
import { nearestName } from './nearest-name.js';

/** The maximum number of listed fields: a small body can have tens of thousands. */
const LISTED = 1000;

/** The maximum number of misspelt names that get a suggestion: finding one takes 0.1 ms. */
const SUGGESTED = 50;

/** A field that is ignored, with the known name that was probably meant, for the first 50 different misspellings. */
export interface IgnoredField {
  /** JSON Pointer (RFC 6901) into the message. */
  readonly pointer: string;
  readonly didYouMean?: string;
}

/** The unknown members of a message. */
export interface IgnoredFields {
  /** At most 1,000; `ignoredFieldCount` counts all. */
  readonly ignoredFields: readonly IgnoredField[];
  readonly ignoredFieldCount: number;
}

/** The number of unknown members in a message. */
export const ignoredCount = ({ ignored }: Pick<Reading, 'ignored'>): number =>
  ignored.reduce((sum, { count }) => sum + count, 0);

/** Lists the unknown members of a message (docs/contract/contract.md, "Reading the values"). */
export function ignoredFieldsOf(reading: Pick<Reading, 'ignored'>): IgnoredFields {
  const fields: IgnoredField[] = [];
  const suggestions = new Map<string, string | undefined>();
  for (const group of reading.ignored) {
    if (fields.length >= LISTED) break;
    fields.push(
      ...group
        .pointers()
        .slice(0, LISTED - fields.length)
        .map((pointer) => withSuggestion(pointer, suggestions)),
    );
  }
  return { ignoredFields: fields, ignoredFieldCount: ignoredCount(reading) };
}

/** The same misspelling in several elements of a list is looked up once. */
function withSuggestion(pointer: string, suggestions: Map<string, string | undefined>): IgnoredField {
  const misspelling = pointer.replace(/\/\d+(?=\/)/g, '/0');
  if (!suggestions.has(misspelling) && suggestions.size < SUGGESTED)
    suggestions.set(misspelling, suggestionFor(misspelling));
  const didYouMean = suggestions.get(misspelling);
  return { pointer, ...(didYouMean !== undefined && { didYouMean }) };
}

function suggestionFor(pointer: string): string | undefined {
  const steps = stepsOf(pointer);
  return nearestName(steps.at(-1) ?? '', namesAt(steps.slice(0, -1)));
}
