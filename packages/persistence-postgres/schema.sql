-- Schema aml_customer as it is after all migrations. Written by `npm run schema`; do not edit.
-- Column compression is left out: it is lz4 if the server supports it. Queues are in schema graphile_worker.

create sequence aml_customer.feed_position minvalue 0 start 0;

create table aml_customer.active_risk_model (
  only_one boolean not null default true,
  id text collate "C" not null,
  version text collate "C" not null,
  constraint active_risk_model_pkey primary key (only_one),
  constraint active_risk_model_id_version_fkey foreign key (id, version)
    references aml_customer.risk_model(id, version),
  constraint active_risk_model_only_one_check check (only_one)
);
create trigger active_risk_model_notifies after insert or delete or update or truncate
    on aml_customer.active_risk_model for each statement execute function aml_customer.notify_risk_models();

create table aml_customer.assessment (
  id bigint not null generated always as identity,
  customer_id bigint not null,
  version integer not null,
  message_id bigint not null,
  state text not null default 'QUEUED',
  created_at timestamptz not null default now(),
  lead boolean not null default false,
  risk_level text,
  risk_score double precision,
  needs_decision boolean,
  next_review text,
  model_id text,
  model_version text,
  model_hash text,
  explanation text,
  decision_type text,
  decision_level text,
  decision_ground text,
  decision_comment text,
  decided_by text,
  decided_at timestamptz,
  confirmed_by text,
  final_risk_level text,
  completed_at timestamptz,
  assessed_at timestamptz,
  waits_for text[],
  requested_status text,
  four_eyes_assessed boolean,
  four_eyes_decided boolean,
  decision_authenticated boolean,
  constraint assessment_pkey primary key (id),
  constraint assessment_customer_id_version_fkey foreign key (customer_id, version)
    references aml_customer.customer_version(customer_id, version),
  constraint assessment_message_id_fkey foreign key (message_id) references aml_customer.message(id),
  constraint assessment_completed_by check (((state <> 'COMPLETED') or (decided_by is not null) or (needs_decision is false))) not valid,
  constraint assessment_decision_level_check check (decision_level in ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
  constraint assessment_decision_type_check check (decision_type in ('ACCEPTED', 'REJECTED')),
  constraint assessment_ends_whole check (((state <> 'COMPLETED') or ((final_risk_level is not null)
    and (completed_at is not null) and (explanation is not null)))),
  constraint assessment_final_risk_level_check check (final_risk_level in ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
  constraint assessment_risk_level_check check (risk_level in ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
  constraint assessment_state_check check (state in ('QUEUED', 'PENDING', 'COMPLETED', 'SUPERSEDED'))
);
create index assessment_customer_id_idx on aml_customer.assessment using btree (customer_id, id);
create index assessment_message_id_idx on aml_customer.assessment using btree (message_id);
create index assessment_not_completed_idx on aml_customer.assessment using btree (state, id)
    where (state <> 'COMPLETED');

create table aml_customer.assessment_decision (
  id bigint not null generated always as identity,
  assessment_id bigint not null,
  decision_type text not null,
  risk_level text not null,
  ground text not null,
  comment text,
  decided_by text not null,
  decided_at timestamptz not null,
  authenticated boolean not null default false,
  constraint assessment_decision_pkey primary key (id),
  constraint assessment_decision_assessment_id_fkey foreign key (assessment_id)
    references aml_customer.assessment(id) on delete cascade,
  constraint assessment_decision_decision_type_check check (decision_type in ('ACCEPTED', 'REJECTED')),
  constraint assessment_decision_risk_level_check check (risk_level in ('LOW', 'MEDIUM', 'HIGH', 'EXTREME'))
);
create index assessment_decision_assessment_id_idx on aml_customer.assessment_decision using btree (assessment_id, id);
create trigger assessment_decision_never_updated before update on aml_customer.assessment_decision
    for each statement execute function aml_customer.refuse_update();

create table aml_customer.callback_receiver (
  requester text collate "C" not null,
  url text not null,
  mode text not null,
  sealed_secret text not null,
  sealed_previous_secret text,
  changed_at timestamptz not null default now(),
  constraint callback_receiver_pkey primary key (requester),
  constraint callback_receiver_mode_check check (mode in ('binary', 'structured'))
);

create table aml_customer.classifier_entry (
  classifier text collate "C" not null,
  code text collate "C" not null,
  name text not null,
  lead boolean not null default false,
  retired_at timestamptz,
  constraint classifier_entry_pkey primary key (classifier, code)
);
create trigger classifier_entry_notifies after insert or delete or update or truncate
    on aml_customer.classifier_entry for each statement execute function aml_customer.notify_classifiers();

create table aml_customer.configuration_change (
  id bigint not null generated always as identity,
  area text collate "C" not null,
  key text[] collate "C" not null,
  action text not null,
  changed_by text not null,
  changed_at timestamptz not null default clock_timestamp(),
  constraint configuration_change_pkey primary key (id)
);
create index configuration_change_area_idx on aml_customer.configuration_change using btree (area, id);
create index configuration_change_key_idx on aml_customer.configuration_change using btree (area, key, id);
create trigger configuration_change_never_updated before update on aml_customer.configuration_change
    for each statement execute function aml_customer.refuse_update();

create table aml_customer.customer (
  id bigint not null generated always as identity,
  ext_id text collate "C" not null,
  entity_type text not null,
  status text not null,
  risk_level text not null default 'NONE',
  title text not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint customer_pkey primary key (id),
  constraint customer_ext_id_key unique (ext_id),
  constraint customer_entity_type_check check (entity_type in ('INDIVIDUAL', 'ORGANIZATION')),
  constraint customer_risk_level_check check (risk_level in ('NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
  constraint customer_status_check check (status in ('PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'))
) with (fillfactor=85);

create table aml_customer.customer_version (
  customer_id bigint not null,
  version integer not null,
  message_id bigint not null,
  cause text not null,
  status text not null,
  risk_level text not null,
  title text not null,
  created_at timestamptz not null,
  assessment_id bigint,
  sanctioned boolean,
  pep boolean,
  in_adverse_media boolean,
  in_internal_list boolean,
  family_pep boolean,
  constraint customer_version_pkey primary key (customer_id, version),
  constraint customer_version_assessment_id_fkey foreign key (assessment_id) references aml_customer.assessment(id),
  constraint customer_version_customer_id_fkey foreign key (customer_id) references aml_customer.customer(id),
  constraint customer_version_message_id_fkey foreign key (message_id) references aml_customer.message(id),
  constraint customer_version_cause_assessment check (((cause = 'ASSESSMENT') = (assessment_id is not null))),
  constraint customer_version_cause_check check (cause in ('MESSAGE', 'ASSESSMENT')),
  constraint customer_version_risk_level_check check (risk_level in ('NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
  constraint customer_version_status_check check (status in ('PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'))
);
create index customer_version_assessment_id_idx on aml_customer.customer_version using btree (assessment_id)
    where (assessment_id is not null);
create index customer_version_message_id_idx on aml_customer.customer_version using btree (message_id);
create trigger customer_version_never_updated before update on aml_customer.customer_version
    for each statement execute function aml_customer.refuse_update();

create table aml_customer.delivery (
  sequence bigint not null,
  customer_id bigint not null,
  "position" bigint,
  state text not null default 'PENDING',
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_outcome text,
  lease uuid,
  leased_until timestamptz,
  constraint delivery_pkey primary key (sequence),
  constraint delivery_position_key unique ("position"),
  constraint delivery_sequence_fkey foreign key (sequence) references aml_customer.event(sequence) on delete cascade,
  constraint delivery_state_check check (state in ('PENDING', 'DELIVERED', 'FAILED'))
) with (fillfactor=85);
create index delivery_line_idx on aml_customer.delivery using btree (customer_id, sequence) where (state = 'PENDING');
create index delivery_undelivered_idx on aml_customer.delivery using btree (state, "position")
    where (state <> 'DELIVERED');
create index delivery_unnumbered_idx on aml_customer.delivery using btree (sequence) where ("position" is null);

create table aml_customer.erasure (
  id bigint not null generated always as identity,
  customer_hash text collate "C" not null,
  erased_by text not null,
  erased_at timestamptz not null default clock_timestamp(),
  versions integer not null,
  messages integer not null,
  assessments integer not null,
  decisions integer not null,
  screenings integer not null,
  events integer not null,
  constraint erasure_pkey primary key (id)
);
create index erasure_customer_hash_idx on aml_customer.erasure using btree (customer_hash, id);
create trigger erasure_never_updated before update on aml_customer.erasure for each statement
    execute function aml_customer.refuse_update();

create table aml_customer.event (
  sequence bigint not null generated always as identity,
  id uuid not null,
  type text not null,
  communication_number text collate "C",
  subject text not null,
  "time" timestamptz not null,
  data json not null,
  customer_id bigint not null,
  requester text,
  constraint event_pkey primary key (sequence),
  constraint event_id_key unique (id),
  constraint event_customer_id_fkey foreign key (customer_id) references aml_customer.customer(id)
);
create index event_communication_number_idx on aml_customer.event using btree (communication_number, sequence)
    where (communication_number is not null);
create index event_customer_id_idx on aml_customer.event using btree (customer_id);
create trigger event_never_updated before update on aml_customer.event for each statement
    execute function aml_customer.refuse_update();

create table aml_customer.message (
  id bigint not null generated always as identity,
  communication_number text collate "C" not null,
  requester text,
  body text not null,
  received_at timestamptz not null default now(),
  constraint message_pkey primary key (id),
  constraint message_communication_number_key unique (communication_number)
);
create trigger message_never_updated before update on aml_customer.message for each statement
    execute function aml_customer.refuse_update();

create table aml_customer.migration (
  id integer not null default nextval('aml_customer.migration_id_seq'::regclass),
  name character varying(255) not null,
  executed_at timestamp(6) with time zone not null default current_timestamp(6),
  constraint migration_pkey primary key (id)
);

create table aml_customer.risk_model (
  id text collate "C" not null,
  version text collate "C" not null,
  hash text not null,
  data text not null,
  place bigint not null generated always as identity,
  added_at timestamptz not null default now(),
  constraint risk_model_pkey primary key (id, version)
);
create trigger risk_model_never_updated before update on aml_customer.risk_model for each statement
    execute function aml_customer.refuse_update();

create table aml_customer.screening (
  id bigint not null generated always as identity,
  customer_id bigint not null,
  version integer not null,
  message_id bigint not null,
  process text not null,
  "position" integer not null,
  state text not null default 'QUEUED',
  created_at timestamptz not null default now(),
  constraint screening_pkey primary key (id),
  constraint screening_message_id_position_key unique (message_id, "position"),
  constraint screening_customer_id_version_fkey foreign key (customer_id, version)
    references aml_customer.customer_version(customer_id, version),
  constraint screening_message_id_fkey foreign key (message_id) references aml_customer.message(id),
  constraint screening_state_check check ((state = 'QUEUED'))
);
create index screening_customer_id_idx on aml_customer.screening using btree (customer_id, version);

create table aml_customer.worker (
  id text collate "C" not null,
  announced_at timestamptz not null default now(),
  constraint worker_pkey primary key (id)
);

create or replace function aml_customer.calls_nobody()
 returns boolean
 language sql
 stable
as $function$
  select coalesce(current_setting('aml_customer.default_receiver', true) = 'none', false)
    and not exists (select from aml_customer.callback_receiver)
$function$;

create or replace function aml_customer.customer_before(of_customer bigint, before_version integer)
 returns table(levels text[], sanctioned boolean, pep boolean, family_pep boolean, in_adverse_media boolean,
    in_internal_list boolean, rejected boolean)
 language sql
 stable
as $function$
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
$function$;

create or replace function aml_customer.erase_customer(of_ext_id text)
 returns table(customers bigint, versions bigint, messages bigint, assessments bigint, decisions bigint,
    screenings bigint, events bigint)
 language plpgsql
as $function$
declare
  of_customer bigint;
  message_ids bigint[];
  assessment_ids bigint[];
begin
  if (select last_value from aml_customer.feed_position) < aml_customer.feed_reached() then
    perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
    perform setval('aml_customer.feed_position', aml_customer.feed_reached());
  end if;
  select id into of_customer from aml_customer.customer where ext_id = of_ext_id for update;
  perform from aml_customer.delivery
  where sequence = any (array(select sequence from aml_customer.event where customer_id = of_customer))
  order by sequence
  for update;
  message_ids := array(
    select distinct message_id from aml_customer.customer_version where customer_id = of_customer
  );
  assessment_ids := array(select id from aml_customer.assessment where customer_id = of_customer);
  return query
    with event as (
      delete from aml_customer.event where customer_id = of_customer returning sequence
    ),
    decision as (
      delete from aml_customer.assessment_decision where assessment_id = any (assessment_ids) returning id
    ),
    assessment as (
      delete from aml_customer.assessment where id = any (assessment_ids) returning id
    ),
    screening as (
      delete from aml_customer.screening where customer_id = of_customer returning id
    ),
    version as (
      delete from aml_customer.customer_version where customer_id = of_customer returning version
    ),
    message as (
      delete from aml_customer.message where id = any (message_ids) returning id
    ),
    customer as (
      delete from aml_customer.customer where id = of_customer returning id
    )
    select
      (select count(*) from customer), (select count(*) from version), (select count(*) from message),
      (select count(*) from assessment), (select count(*) from decision), (select count(*) from screening),
      (select count(*) from event);
  perform graphile_worker.remove_job('deliver:' || of_customer) where of_customer is not null;
  perform graphile_worker.remove_job('assess:' || id) from unnest(assessment_ids) as id;
end $function$;

create or replace function aml_customer.feed_reached()
 returns bigint
 language sql
 stable
as $function$
  select greatest(
    (select last_value from aml_customer.feed_position),
    (select max(position) from aml_customer.delivery)
  )
$function$;

create or replace function aml_customer.is_applicable(of_customer bigint, assessed_level text,
    requires_no_screening boolean, person_must_agree boolean, now_sanctioned boolean, now_pep boolean,
    now_family_pep boolean, now_in_adverse_media boolean, now_in_internal_list boolean)
 returns boolean
 language plpgsql
as $function$
declare
  ascending constant text[] := array['NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME'];
  highest integer;
  former record;
begin
  if requires_no_screening then
    perform from aml_customer.screening where customer_id = of_customer and state = 'QUEUED' limit 1;
    if found then return false; end if;
  end if;
  if not person_must_agree then return true; end if;
  select customer.risk_level, before.*
  into strict former
  from aml_customer.customer as customer
  cross join lateral aml_customer.customer_before(customer.id, customer.version + 1) as before
  where customer.id = of_customer;
  select max(array_position(ascending, level)) into highest from unnest(former.levels || former.risk_level) as level;
  return not former.rejected
    and (highest < array_position(ascending, 'HIGH') or highest <= array_position(ascending, assessed_level))
    and (former.sanctioned is not true or now_sanctioned is true)
    and (former.pep is not true or now_pep is true)
    and (former.family_pep is not true or now_family_pep is true)
    and (former.in_adverse_media is not true or now_in_adverse_media is true)
    and (former.in_internal_list is not true or now_in_internal_list is true);
end $function$;

create or replace function aml_customer.notify_classifiers()
 returns trigger
 language plpgsql
as $function$
begin
  perform pg_notify('aml_customer_classifiers', '');
  return null;
end $function$;

create or replace function aml_customer.notify_risk_models()
 returns trigger
 language plpgsql
as $function$
begin
  perform pg_notify('aml_customer_risk_models', '');
  return null;
end $function$;

create or replace function aml_customer.number_events(at_most integer)
 returns integer
 language plpgsql
as $function$
declare
  numbered integer;
  reached bigint;
begin
  perform from aml_customer.delivery where position is null limit 1;
  if not found then return 0; end if;
  perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
  reached := aml_customer.feed_reached();
  with next as (
    select unnumbered.sequence, row_number() over (order by unnumbered.sequence) + reached as position
    from (
      select sequence from aml_customer.delivery where position is null order by sequence limit at_most
    ) as unnumbered
  ),
  assigned as (
    update aml_customer.delivery as delivery
    set position = next.position
    from next
    where delivery.sequence = next.sequence
    returning delivery.position
  )
  select count(*), max(assigned.position) into numbered, reached from assigned;
  perform setval('aml_customer.feed_position', reached) where numbered > 0;
  return numbered;
end $function$;

create or replace function aml_customer.queue_delivery(of_customer bigint, due timestamptz, at_once boolean)
 returns void
 language plpgsql
as $function$
declare
  the_key text := 'deliver:' || of_customer;
  waiting timestamptz;
begin
  select case when locked_at is null and attempts < max_attempts then run_at end
  into waiting
  from graphile_worker._private_jobs
  where key = the_key
  for update;
  perform graphile_worker.add_job(
    'deliver-callbacks',
    json_build_object('customer', of_customer::text),
    job_key := the_key,
    job_key_mode := 'replace',
    run_at := case when at_once then now() when due is null then waiting else least(due, waiting) end
  );
end $function$;

create or replace function aml_customer.refuse_update()
 returns trigger
 language plpgsql
as $function$
begin
  raise exception 'aml_customer.% is never updated', tg_table_name using errcode = 'restrict_violation';
end $function$;

create or replace function aml_customer.tell_of_updates(customers bigint[], types text[])
 returns integer
 language sql
 strict
as $function$
  select aml_customer.write_consequences(customers, types[1:2], types[3], null, null)
$function$;

create or replace function aml_customer.write_consequences(customers bigint[], superseded_types text[],
    updated_type text, pending_types text[], completed_types text[])
 returns integer
 language plpgsql
as $function$
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
end $function$;

create or replace function aml_customer.write_event_rows(customers bigint[], requesters text[], ids uuid[],
    types text[], numbers text[], subjects text[], times timestamptz[], contents json[])
 returns integer
 language plpgsql
as $function$
declare
  behind bigint[];
  specs graphile_worker.job_spec[];
  written_count integer;
  settled boolean := aml_customer.calls_nobody();
begin
  behind := array(
    select customer_id
    from (select distinct unnest(customers)) as line (customer_id)
    cross join lateral (
      select from aml_customer.delivery where customer_id = line.customer_id and state = 'PENDING' limit 1
    ) as pending
  );
  with written as (
    insert into aml_customer.event
      (id, type, communication_number, subject, time, data, customer_id, requester)
    select id, type, number, subject, time, data, customer_id, requester
    from unnest(customers, requesters, ids, types, numbers, subjects, times, contents) with ordinality
      as event (customer_id, requester, id, type, number, subject, time, data, place)
    where customer_id <> all (behind)
    order by place
    returning sequence, customer_id
  )
  insert into aml_customer.delivery (sequence, customer_id, state, last_outcome, next_attempt_at)
  select
    sequence, customer_id,
    case when settled then 'FAILED' else 'PENDING' end,
    case when settled then 'no-receiver' end,
    case when not settled then date_trunc('milliseconds', clock_timestamp()) end
  from written;
  get diagnostics written_count = row_count;
  if not settled and written_count > 0 then
    specs := array(
      select
        (
          'deliver-callbacks', json_build_object('customers', json_agg(customer_id::text order by customer_id)), null,
          now(), null, null, null, null
        )::graphile_worker.job_spec
      from (
        select customer_id, (row_number() over (order by customer_id) - 1) / 50 as job
        from (select distinct unnest(customers)) as line (customer_id)
        where customer_id <> all (behind)
      ) as numbered
      group by job
      order by job
    );
    perform graphile_worker.add_jobs(specs);
  end if;
  if behind = '{}' then return written_count; end if;
  return written_count + (
    select sum(written)
    from (
      select aml_customer.write_events(customer_id, requester, json_build_array(json_build_object(
        'id', id, 'type', type, 'communicationNumber', number, 'subject', subject, 'time', time, 'data', data
      ))) as written
      from unnest(customers, requesters, ids, types, numbers, subjects, times, contents) with ordinality
        as event (customer_id, requester, id, type, number, subject, time, data, place)
      where customer_id = any (behind)
      order by place
    ) as one_by_one
  );
end $function$;

create or replace function aml_customer.write_events(of_customer bigint, sent_by text, events json)
 returns integer
 language plpgsql
as $function$
declare
  written_count integer;
  begins_line boolean;
begin
  perform from aml_customer.delivery
  where customer_id = of_customer and state = 'PENDING'
  order by sequence limit 1
  for no key update;
  begins_line := not found;
  with written as (
    insert into aml_customer.event
      (id, type, communication_number, subject, time, data, customer_id, requester)
    select
      (event ->> 'id')::uuid, event ->> 'type', event ->> 'communicationNumber', event ->> 'subject',
      (event ->> 'time')::timestamptz, event -> 'data', of_customer, sent_by
    from json_array_elements(events) with ordinality as incoming (event, place)
    order by place
    returning sequence
  )
  insert into aml_customer.delivery (sequence, customer_id, next_attempt_at)
  select sequence, of_customer, date_trunc('milliseconds', clock_timestamp()) from written;
  get diagnostics written_count = row_count;
  if written_count > 0 then perform aml_customer.queue_delivery(of_customer, null, begins_line); end if;
  return written_count;
end $function$;

create or replace function aml_customer.write_events_together(customers bigint[], senders text[], events json[])
 returns integer
 language sql
as $function$
  select aml_customer.write_event_rows(
    array_agg(of_customer), array_agg(sent_by), array_agg((event ->> 'id')::uuid), array_agg(event ->> 'type'),
    array_agg(event ->> 'communicationNumber'), array_agg(event ->> 'subject'),
    array_agg((event ->> 'time')::timestamptz), array_agg(event -> 'data')
  )
  from (
    select of_customer, sent_by, event
    from unnest(customers, senders, events) with ordinality as input (of_customer, sent_by, line_events, line)
    cross join lateral json_array_elements(line_events) with ordinality as line_event (event, place)
    order by line, place
  ) as ordered
$function$;
