type WithoutNulls<Row> = { readonly [Column in keyof Row]?: NonNullable<Row[Column]> };

/** Leaves out the columns of a row that are null. */
export const withoutNulls = <Row extends object>(row: Row): WithoutNulls<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]: [string, unknown]) => value !== null)) as WithoutNulls<Row>;

/** Reads a timestamp as milliseconds: how the driver parses timestamps depends on the process's global settings. */
export const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const BIGINT = /^(0|[1-9]\d{0,17})$/;

/** Returns the key as a value for a bigint column, or null if no stored key can match: the server would refuse it. */
export const bigintOf = (text: string): string | null => (BIGINT.test(text) ? text : null);
