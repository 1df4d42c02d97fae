import { highest, type CustomerBefore } from '@aml-customer/application';
import type { Flags, RiskLevel } from '@aml-customer/domain';
import { flagColumns } from '../customers/flag-columns.js';

/** The columns of {@link BEFORE_JOIN}. */
export const BEFORE_COLUMNS = `
  former.levels as "levelsBefore",
  json_strip_nulls(json_build_object(
    ${flagColumns((column, flag) => `'${flag}', nullif(former.${column}, false)`)}
  )) as "flagsBefore",
  former.rejected as "rejectedBefore"`;

/** The state of a customer before the message of an assessment `a`; the first version has no row. */
export const BEFORE_JOIN = `
  left join lateral (
    select * from aml_customer.customer_before(a.customer_id, a.version) where a.version > 1
  ) as former on true`;

/** The row of {@link BEFORE_COLUMNS}. */
export interface BeforeRow {
  readonly riskLevel: RiskLevel;
  readonly levelsBefore: readonly RiskLevel[] | null;
  readonly flagsBefore: Flags;
  readonly rejectedBefore: boolean | null;
}

/** Returns undefined if the message registered the customer. */
export function beforeOf({
  riskLevel,
  levelsBefore: levels,
  flagsBefore: flags,
  rejectedBefore: rejected,
}: BeforeRow): CustomerBefore | undefined {
  if (!levels || rejected === null) return undefined;
  return { riskLevel: highest([riskLevel, ...levels]) ?? riskLevel, flags, rejected };
}
