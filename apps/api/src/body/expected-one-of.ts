/** The values of an enum as a phrase, such as "LOW, MEDIUM or HIGH". */
export const oneOf = (values: readonly string[]): string => values.join(', ').replace(/, ([\w-]+)$/, ' or $1');

/** The message of a validator for a value outside an enum. */
export const expectedOneOf = (values: readonly string[]) => ({ message: oneOf(values) });
