/** The message of a validator for a value outside an enum, such as "LOW, MEDIUM or HIGH". */
export const expectedOneOf = (values: readonly string[]) => ({
  message: values.join(', ').replace(/, ([\w-]+)$/, ' or $1'),
});
