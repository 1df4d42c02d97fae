import { EVALUATED, SUBJECTS } from './bodies.js';

/** The size of each body in bytes, just below the limit of a message. */
const SIZE = 1024 * 1024 - 64;

const person = SUBJECTS['minimal person'].text.slice(0, -1);

/** Fills a body with parts between two texts. */
function filled(open: string, part: (i: number) => string, close: string, separator = ','): string {
  const parts: string[] = [];
  const room = SIZE - person.length - open.length - close.length - 2;
  let length = 0;
  for (let next = part(0); length + Buffer.byteLength(next) < room; next = part(parts.length)) {
    parts.push(next);
    length += Buffer.byteLength(next) + separator.length;
  }
  return `${person},${open}${parts.join(separator)}${close}}`;
}

const address = JSON.stringify({ addressDetails: 'x'.repeat(2000), country: 'LT', addressType: 'ACTUAL' });

/**
 * As many as a message may have, each with every flag and a listed country, so that conditions hold for all of them.
 */
const relatedEntities = JSON.stringify(
  Array(1000).fill({
    entityType: 'INDIVIDUAL',
    relationType: 'OWNER',
    share: 60,
    firstName: 'A',
    lastName: 'B',
    country: 'IR',
    isPEP: true,
    isFamilyPEP: true,
    isSanctioned: true,
    isInAdverseMedia: true,
    isInInternalList: true,
    activityDescription: 'x'.repeat(780),
  }),
);

/** The body that others are compared with. */
export const ORDINARY = 'long texts';

/** The body that takes longest to assess. */
export const ASSESSED = '1,000 related entities, EVALUATE';

/** Bodies of 1 MB by their shape: an ordinary one, and others that take a careless reader long. */
export const largeBodies = (): Readonly<Record<string, string>> => ({
  [ORDINARY]: filled('"listAddress":[', () => address, ']'),
  '90,000 unknown members': filled('', (i) => `"k${i}":1`, ''),
  'many members in an element': filled('"listAddress":[{', (i) => `"k${i}":1`, '}]'),
  'empty objects': filled('"x":[', () => '{}', ']'),
  'empty elements': filled('"listAddress":[', () => '{}', ']'),
  'elements of another type': filled('"listAddress":[', () => '[]', ']'),
  'objects with other members each': filled('"x":[', (i) => `{"k${i}":1}`, ']'),
  '1,000 lists of empty objects': filled('"x":[', () => `[${Array(340).fill('{}').join()}]`, ']'),
  'many broken elements': filled(
    '"listRelatedEntity":[',
    () => `{"listAddress":[${Array(340).fill('{}').join()}]}`,
    ']',
  ),
  [ASSESSED]: `${EVALUATED['minimal person'].text.slice(0, -1)},"listRelatedEntity":${relatedEntities}}`,
  'nested 32 deep': filled('"x":[', () => '['.repeat(29) + ']'.repeat(29), ']'),
  'nested deeper': filled('"x":', () => '['.repeat(500_000) + ']'.repeat(500_000), ''),
  'equal keys': filled('', () => '"listAddress":[{}]', ''),
  'escaped characters': filled('"x":"', () => '\\u0041', '"', ''),
  'invisible characters': filled('"requester":"', () => '\u200b'.repeat(100), '"', ''),
  'a long number': filled('"x":', () => '1', '', ''),
  'members named __proto__': filled('', () => '"__proto__":{"a":1}', ''),
  'malformed at its end': `${filled('"x":[', () => '{}', ']').slice(0, -2)},}`,
});
