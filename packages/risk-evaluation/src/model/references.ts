import { shown, type Place, type Shape } from './shape.js';

const reference =
  (to: 'groups' | 'lists' | 'meanings', what: string): Shape<string> =>
  (value, place) => {
    const declared: readonly unknown[] = [...place.declared[to].keys()];
    return declared.includes(value)
      ? (value as string)
      : place.wrong(`must be ${what} that the model declares under ${to}, not ${shown(value)}`);
  };

/** The id of something that the model declares elsewhere. */
export const groupReference = reference('groups', 'a group');
export const listReference = reference('lists', 'a country list');
export const meaningReference = reference('meanings', 'a meaning');

/** A meaning of codes of one classifier. */
export const meaningOf =
  (classifier: string): Shape<string> =>
  (value, place: Place) => {
    const read = meaningReference(value, place);
    return read === undefined || place.declared.meanings.get(read) === classifier
      ? read
      : place.wrong(`must be a meaning of ${classifier} codes; ${read} is not`);
  };
