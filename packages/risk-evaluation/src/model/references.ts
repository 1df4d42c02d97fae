import { quoted, type Place, type Shape } from './shape.js';

const reference =
  (to: 'groups' | 'lists' | 'meanings', noun: string): Shape<string> =>
  (value, place) => {
    const declared: readonly unknown[] = [...place.declared[to].keys()];
    return declared.includes(value)
      ? (value as string)
      : place.report(`must be ${noun} that the model declares under ${to}, not ${quoted(value)}`);
  };

/** References to ids that the model declares elsewhere. */
export const groupReference = reference('groups', 'a group');
export const listReference = reference('lists', 'a country list');
export const meaningReference = reference('meanings', 'a meaning');

/** A reference to a meaning of one classifier. */
export const meaningOf =
  (classifier: string): Shape<string> =>
  (value, place: Place) => {
    const read = meaningReference(value, place);
    return read === undefined || place.declared.meanings.get(read) === classifier
      ? read
      : place.report(`must be a meaning of ${classifier} codes; ${read} is not`);
  };
