import type { Flags } from '@aml-customer/domain';

/** The columns of a version that keep what its message says by flags. */
export const FLAG_COLUMNS = {
  sanctioned: 'sanctioned',
  pep: 'pep',
  inAdverseMedia: 'in_adverse_media',
  inInternalList: 'in_internal_list',
} as const satisfies Readonly<Record<keyof Flags, string>>;

const COLUMNS = Object.entries(FLAG_COLUMNS) as readonly [keyof Flags, string][];

/** Those columns, each as the text that `of` makes, separated by commas. */
export const flagColumns = (of: (column: string, flag: string) => string = (column) => column): string =>
  COLUMNS.map(([flag, column]) => of(column, flag)).join(', ');

/** What those columns hold. */
export const flagRow = (flags: Flags): object =>
  Object.fromEntries(COLUMNS.map(([flag, column]) => [column, flags[flag]]));
