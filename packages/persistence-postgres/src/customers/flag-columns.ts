import type { Flags } from '@aml-customer/domain';

/** The columns of a customer version that store the flags of its message. */
const FLAG_COLUMNS = {
  sanctioned: 'sanctioned',
  pep: 'pep',
  familyPep: 'family_pep',
  inAdverseMedia: 'in_adverse_media',
  inInternalList: 'in_internal_list',
} as const satisfies Readonly<Record<keyof Flags, string>>;

const COLUMNS = Object.entries(FLAG_COLUMNS) as readonly [keyof Flags, string][];

/** Lists the flag columns for a statement, separated by commas; `render` formats each. */
export const flagColumns = (render: (column: string, flag: string) => string = (column) => column): string =>
  COLUMNS.map(([flag, column]) => render(column, flag)).join(', ');

/** Maps flags to their columns. */
export const flagRow = (flags: Flags): object =>
  Object.fromEntries(COLUMNS.map(([flag, column]) => [column, flags[flag]]));
