import type { RequestedScreening } from '@aml-customer/application';
import { ms } from '../database/row-values.js';

/** The outstanding screenings of the customer with this key, as JSON: each process once, in the order of requests. */
export const outstandingScreenings = (customerId: string): string => `(
  select coalesce(json_agg(requested), '[]')
  from (
    select s.process, s.state, min(${ms('version.created_at')}) as "requestedAt"
    from aml_customer.screening s
    join aml_customer.customer_version version
      on version.customer_id = s.customer_id and version.version = s.version
    where s.customer_id = ${customerId} and s.state = 'QUEUED'
    group by s.process, s.state
    order by min(s.id)
  ) as requested
)`;

/** An element of {@link outstandingScreenings}. */
export interface ScreeningRow extends Omit<RequestedScreening, 'requestedAt'> {
  readonly requestedAt: number;
}

/** The screening of a row. */
export const screeningOf = ({ requestedAt, ...row }: ScreeningRow): RequestedScreening => ({
  ...row,
  requestedAt: new Date(requestedAt),
});
