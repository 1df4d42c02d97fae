/**
 * A condition that makes a part of a statement wait until another part is complete. PostgreSQL otherwise runs the parts
 * of a WITH in an order of its choice.
 */
export const onceDone = (part: string): string => `(select count(*) from ${part}) is not null`;
