import type { CustomerVersion } from '@aml-customer/application';
import type { RiskLevel } from '@aml-customer/domain';
import { ms, withoutNulls } from '../database/row-values.js';

/** The assessment that created a version `v`, or else the one that its message requested. */
export const ASSESSMENT_ID = `coalesce(
  v.assessment_id,
  (select a.id from aml_customer.assessment a where a.message_id = v.message_id and a.version = v.version limit 1)
)::text`;

/** The level of the version before a version `v`. */
export const RISK_LEVEL_BEFORE = `(
  select former.risk_level from aml_customer.customer_version former
  where former.customer_id = v.customer_id and former.version = v.version - 1
)`;

/** The columns of a version `v` of a customer `c`, by a message `m`. */
export const VERSION_COLUMNS = `
  c.ext_id as "customerExtId", v.version, v.status as "customerStatus", v.risk_level as "riskLevel",
  ${RISK_LEVEL_BEFORE} as "riskLevelBefore", v.title,
  m.communication_number as "communicationNumber", m.body, v.cause, ${ASSESSMENT_ID} as "assessmentId",
  ${ms('c.created_at')} as "createdAt", ${ms('v.created_at')} as "updatedAt"`;

/** The row of {@link VERSION_COLUMNS}. */
export interface VersionRow extends Omit<
  CustomerVersion,
  'assessmentId' | 'createdAt' | 'updatedAt' | 'riskLevelBefore'
> {
  readonly riskLevelBefore: RiskLevel | null;
  readonly assessmentId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The version of a row, with the row's additional columns. */
export const versionOf = <Row extends VersionRow>({
  assessmentId,
  riskLevelBefore,
  createdAt,
  updatedAt,
  ...row
}: Row) => ({
  ...row,
  ...withoutNulls({ assessmentId, riskLevelBefore }),
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
});

/** The number of bytes in the bodies of the preceding rows. A body's length is known without reading it. */
export const bytesBefore = (order: string): string =>
  `sum(octet_length(body)) over (order by ${order} rows between unbounded preceding and 1 preceding)`;
