-- Carries out the rule `customerBefore` of the application: the state of a customer before one of its versions. The
-- contract tests of the port compare both, so change them together. Returns one row.
--
-- levels: of assessments that nobody has decided since the last concluded one or the last import. A version of a
-- message without an assessment is an import. Flags count since the last concluded assessment.
create or replace function aml_customer.customer_before(of_customer bigint, before_version integer)
returns table (
  levels text[], sanctioned boolean, pep boolean, family_pep boolean, in_adverse_media boolean,
  in_internal_list boolean, rejected boolean
)
language sql stable as $$
  select
    array(
      select undecided.risk_level
      from aml_customer.assessment undecided
      where undecided.customer_id = of_customer and undecided.version < before_version
        and undecided.risk_level is not null
        and undecided.version > coalesce(greatest(concluded.version, imported.version), 0)
    ),
    flags.sanctioned, flags.pep, flags.family_pep, flags.in_adverse_media, flags.in_internal_list,
    coalesce(
      (
        select earlier.decision_type
        from aml_customer.assessment earlier
        where earlier.customer_id = of_customer and earlier.version < before_version and earlier.state = 'COMPLETED'
          and earlier.decided_by is not null
        order by earlier.id desc
        limit 1
      ) = 'REJECTED',
      false
    )
  from (select) as one_row
  left join lateral (
    select earlier.version
    from aml_customer.assessment earlier
    where earlier.customer_id = of_customer and earlier.version < before_version and earlier.state = 'COMPLETED'
    order by earlier.id desc
    limit 1
  ) as concluded on true
  left join lateral (
    select earlier.version
    from aml_customer.customer_version earlier
    where earlier.customer_id = of_customer and earlier.cause = 'MESSAGE'
      and earlier.version < before_version and earlier.version > coalesce(concluded.version, 0)
      and not exists (select from aml_customer.assessment of_message where of_message.message_id = earlier.message_id)
    order by earlier.version desc
    limit 1
  ) as imported on true
  cross join lateral (
    select
      bool_or(earlier.sanctioned), bool_or(earlier.pep), bool_or(earlier.family_pep),
      bool_or(earlier.in_adverse_media), bool_or(earlier.in_internal_list)
    from aml_customer.customer_version earlier
    where earlier.customer_id = of_customer and earlier.version < before_version
      and earlier.version >= coalesce(concluded.version, 0)
  ) as flags (sanctioned, pep, family_pep, in_adverse_media, in_internal_list)
$$;
