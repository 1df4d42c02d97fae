/** The condition that holds a part of a statement back until another has done all that it does. */
export const after = (part: string): string => `(select count(*) from ${part}) is not null`;
