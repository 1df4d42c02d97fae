-- Carries out the rule `consequencesOf` of the application for stored messages, and returns how many events that wrote.
-- The contract of CustomerRegister compares both, so change them together:
--   - a newer message supersedes the undecided assessments of its customer;
--   - `pending` or `completed` is written if the message was assessed when it was accepted;
--   - customer.updated is written if level, status or flags changed (docs/contract/callbacks.md, "Events"). A new
--     customer is compared with what its message asks for.
-- The types of scoring events are those for a customer and for a lead, in this order.
--
-- The caller has locked the customers' rows and stored their new versions; each customer is listed once. This is a
-- function because its statements see what others committed while a message waited for its customer's row; the calling
-- statement does not.
--
-- A flag that neither version sets is left out of the event. One that the earlier version had and the message no longer
-- sets is false, or receivers would not learn that it was withdrawn.
--
-- Assessments are looked up by customer: `state || ''` keeps the planner from walking through the index of assessments
-- that are not completed, which may have been small when the plan was made. `limit 1` forces index lookups.
create or replace function aml_customer.write_consequences(
  customers bigint[], superseded_types text[], updated_type text, pending_types text[], completed_types text[]
)
returns integer
language plpgsql as $$
declare
  written_count integer;
begin
  with accepted as (
    select
      customer.id, customer.ext_id, customer.version, customer.status, customer.risk_level,
      date_trunc('milliseconds', customer.updated_at) as updated_at,
      to_char(customer.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as updated_text,
      later.message_id,
      coalesce(later.sanctioned, case when earlier.sanctioned then false end) as sanctioned,
      coalesce(later.pep, case when earlier.pep then false end) as pep,
      coalesce(later.in_adverse_media, case when earlier.in_adverse_media then false end) as in_adverse_media,
      coalesce(later.in_internal_list, case when earlier.in_internal_list then false end) as in_internal_list,
      case
        when earlier.version is null then (later.status, later.risk_level) <> (assessed.requested_status, 'NONE')
        else (
          later.status, later.risk_level, later.sanctioned is true, later.pep is true,
          later.in_adverse_media is true, later.in_internal_list is true
        ) is distinct from (
          earlier.status, earlier.risk_level, earlier.sanctioned is true, earlier.pep is true,
          earlier.in_adverse_media is true, earlier.in_internal_list is true
        )
      end as changed,
      assessed.id as assessment_id, assessed.state as assessed_state, assessed.risk_level as assessed_level,
      assessed.lead, message.requester, message.communication_number
    from unnest(customers) as of_customer
    cross join lateral (
      select * from aml_customer.customer where id = of_customer limit 1
    ) as customer
    cross join lateral (
      select * from aml_customer.customer_version
      where customer_id = customer.id and version = customer.version limit 1
    ) as later
    left join lateral (
      select * from aml_customer.customer_version
      where customer_id = customer.id and version = customer.version - 1 limit 1
    ) as earlier on true
    cross join lateral (
      select * from aml_customer.message where id = later.message_id limit 1
    ) as message
    left join lateral (
      select * from aml_customer.assessment
      where message_id = later.message_id and state || '' in ('PENDING', 'COMPLETED') limit 1
    ) as assessed on true
  ),
  superseded as (
    update aml_customer.assessment as assessment
    set state = 'SUPERSEDED'
    from accepted
    where assessment.customer_id = accepted.id
      and assessment.version < accepted.version
      and assessment.state || '' in ('QUEUED', 'PENDING')
    returning
      assessment.id, assessment.customer_id, assessment.message_id, assessment.lead, assessment.risk_level,
      accepted.ext_id, accepted.updated_at
  ),
  outgoing as (
    select
      superseded.customer_id, superseded.id as position, message.requester,
      superseded_types[1 + superseded.lead::integer] as type, message.communication_number, superseded.ext_id,
      superseded.updated_at, json_strip_nulls(json_build_object('initialRiskLevel', superseded.risk_level)) as data
    from superseded
    cross join lateral (
      select * from aml_customer.message where id = superseded.message_id limit 1
    ) as message
    union all
    select
      id, assessment_id, requester,
      (case assessed_state when 'PENDING' then pending_types else completed_types end)[1 + lead::integer],
      communication_number, ext_id, updated_at,
      case assessed_state
        when 'PENDING' then json_build_object('initialRiskLevel', assessed_level)
        else json_build_object(
          'initialRiskLevel', assessed_level,
          'finalRiskLevel', assessed_level,
          'decisionType', 'ACCEPTED',
          'approvedAt', updated_text
        )
      end
    from accepted
    where assessment_id is not null
    union all
    select
      id, null, requester, updated_type, null, ext_id, updated_at,
      json_strip_nulls(json_build_object(
        'customerExternalID', ext_id,
        'sanctioned', sanctioned,
        'pep', pep,
        'inAdverseMedia', in_adverse_media,
        'inInternalList', in_internal_list,
        'riskLevel', risk_level,
        'status', status,
        'updatedAt', updated_text
      ))
    from accepted
    where changed
  )
  select aml_customer.write_event_rows(
    array_agg(customer_id), array_agg(requester), array_agg(gen_random_uuid()), array_agg(type),
    array_agg(communication_number), array_agg(ext_id), array_agg(updated_at), array_agg(data)
  )
  into written_count
  from (select * from outgoing order by customer_id, position nulls last) as ordered;
  return written_count;
end $$;
