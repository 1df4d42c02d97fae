import { highest, type CustomerBefore } from '@aml-customer/application';
import type { Flags, RiskLevel } from '@aml-customer/domain';
import { flagColumns } from '../customers/flag-columns.js';

const FLAGS = flagColumns((column, flag) => `'${flag}', nullif(bool_or(earlier.${column}), false)`);

/** The columns of {@link BEFORE_JOIN}. */
export const BEFORE_COLUMNS = `
  former.levels as "levelsBefore", former.flags as "flagsBefore", former.rejected as "rejectedBefore"`;

/**
 * The state of a customer before the message of an assessment `a`: the rule `customerBefore` of the application in SQL;
 * the contract tests of the port compare both. The first version has no row. A message without an assessment is an
 * import.
 */
export const BEFORE_JOIN = `
  left join lateral (
    select
      (
        select coalesce(json_agg(undecided.risk_level), '[]')
        from aml_customer.assessment undecided
        where undecided.customer_id = a.customer_id and undecided.id < a.id and undecided.risk_level is not null
          and undecided.version > coalesce(greatest(concluded.version, imported.version), 0)
      ) as levels,
      (
        select json_strip_nulls(json_build_object(${FLAGS}))
        from aml_customer.customer_version earlier
        where earlier.customer_id = a.customer_id and earlier.version < a.version
          and earlier.version >= coalesce(concluded.version, 0)
      ) as flags,
      coalesce(
        (
          select earlier.decision_type
          from aml_customer.assessment earlier
          where earlier.customer_id = a.customer_id and earlier.id < a.id and earlier.state = 'COMPLETED'
            and earlier.decided_by is not null
          order by earlier.id desc
          limit 1
        ) = 'REJECTED',
        false
      ) as rejected
    from (select) as one_row
    left join lateral (
      select earlier.version
      from aml_customer.assessment earlier
      where earlier.customer_id = a.customer_id and earlier.id < a.id and earlier.state = 'COMPLETED'
      order by earlier.id desc
      limit 1
    ) as concluded on true
    left join lateral (
      select earlier.version
      from aml_customer.customer_version earlier
      where earlier.customer_id = a.customer_id and earlier.cause = 'MESSAGE'
        and earlier.version < a.version and earlier.version > coalesce(concluded.version, 0)
        and not exists (select from aml_customer.assessment of_message where of_message.message_id = earlier.message_id)
      order by earlier.version desc
      limit 1
    ) as imported on true
    where a.version > 1
  ) as former on true`;

/** The row of {@link BEFORE_COLUMNS}. */
export interface BeforeRow {
  readonly riskLevel: RiskLevel;
  readonly levelsBefore: readonly RiskLevel[] | null;
  readonly flagsBefore: Flags | null;
  readonly rejectedBefore: boolean | null;
}

/** Returns undefined if the message registered the customer. */
export function beforeOf({
  riskLevel,
  levelsBefore: levels,
  flagsBefore: flags,
  rejectedBefore: rejected,
}: BeforeRow): CustomerBefore | undefined {
  if (!levels || !flags || rejected === null) return undefined;
  return { riskLevel: highest([riskLevel, ...levels]) ?? riskLevel, flags, rejected };
}
