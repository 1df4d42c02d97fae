type Given<Row> = { readonly [Column in keyof Row]?: NonNullable<Row[Column]> };

/** What a row has: a null column is an absent member. */
export const given = <Row extends object>(row: Row): Given<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]: [string, unknown]) => value !== null)) as Given<Row>;

const BIGINT = /^(0|[1-9]\d{0,17})$/;

/** A key to look for, or null, which nothing has: the server would refuse a text that is no number. */
export const bigintOf = (text: string): string | null => (BIGINT.test(text) ? text : null);
