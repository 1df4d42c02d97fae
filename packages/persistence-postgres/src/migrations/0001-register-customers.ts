import { SchemaMigration } from './schema-migration.js';

/** Messages, customers with their versions, and the follow-ups of accepted messages. */
export class RegisterCustomers extends SchemaMigration {
  override up(): void {
    this.addSql('create schema if not exists aml_customer');
    for (const statement of [MESSAGE, LZ4, CUSTOMER, CUSTOMER_VERSION, ASSESSMENT, SCREENING]) this.addSql(statement);
    this.applyFunction('refuse_update');
    this.addSql(IMMUTABLE);
  }
}

// Numbers compare byte by byte: they belong to no language, and "C" makes the cheapest index.
const MESSAGE = `
  create table aml_customer.message (
    id bigint generated always as identity primary key,
    communication_number text collate "C" not null constraint message_communication_number_key unique,
    requester text,
    body text not null,
    received_at timestamptz not null default now()
  )`;

// The embedded server is built without lz4; bodies then use the server's default compression.
const LZ4 = `
  do $$ begin
    alter table aml_customer.message alter column body set compression lz4;
  exception when feature_not_supported then null;
  end $$`;

// Free space in each page lets an update stay on its page, without touching either index.
const CUSTOMER = `
  create table aml_customer.customer (
    id bigint generated always as identity primary key,
    ext_id text collate "C" not null constraint customer_ext_id_key unique,
    entity_type text not null check (entity_type in ('INDIVIDUAL', 'ORGANIZATION')),
    status text not null check (status in ('PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED')),
    risk_level text not null default 'NONE' check (risk_level in ('NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    title text not null,
    version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  ) with (fillfactor = 85)`;

// customer_id comes first: an UPDATE of a missing customer violates its not-null constraint, which identifies the case.
const CUSTOMER_VERSION = `
  create table aml_customer.customer_version (
    customer_id bigint not null references aml_customer.customer,
    version integer not null,
    message_id bigint not null references aml_customer.message,
    cause text not null check (cause in ('MESSAGE', 'ASSESSMENT')),
    status text not null check (status in ('PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED')),
    risk_level text not null check (risk_level in ('NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    title text not null,
    created_at timestamptz not null,
    primary key (customer_id, version)
  )`;

const ASSESSMENT = `
  create table aml_customer.assessment (
    id bigint generated always as identity primary key,
    customer_id bigint not null,
    version integer not null,
    message_id bigint not null references aml_customer.message,
    state text not null default 'QUEUED' check (state in ('QUEUED')),
    created_at timestamptz not null default now(),
    foreign key (customer_id, version) references aml_customer.customer_version
  );
  create index assessment_message_id_idx on aml_customer.assessment (message_id)`;

const SCREENING = `
  create table aml_customer.screening (
    id bigint generated always as identity primary key,
    customer_id bigint not null,
    version integer not null,
    message_id bigint not null references aml_customer.message,
    process text not null,
    position integer not null,
    state text not null default 'QUEUED' check (state in ('QUEUED')),
    created_at timestamptz not null default now(),
    foreign key (customer_id, version) references aml_customer.customer_version,
    constraint screening_message_id_position_key unique (message_id, position)
  )`;

const IMMUTABLE = `
  create trigger message_never_updated before update on aml_customer.message
    for each statement execute function aml_customer.refuse_update();
  create trigger customer_version_never_updated before update on aml_customer.customer_version
    for each statement execute function aml_customer.refuse_update()`;
