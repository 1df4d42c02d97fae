import { SchemaMigration } from './schema-migration.js';

/** Events, their deliveries (a line per customer), and the job that delivers a line. */
export class WriteEvents extends SchemaMigration {
  override up(): void {
    for (const statement of [EVENT, DELIVERY, TASK]) this.addSql(statement);
    for (const name of ['number_events', 'queue_delivery', 'write_events']) this.applyFunction(name);
  }
}

// `sequence` is drawn while the customer's row is locked, so a customer's events are in the order in which they
// happened. Data are json, not jsonb: what is signed and sent stays as it was written.
const EVENT = `
  create table aml_customer.event (
    sequence bigint generated always as identity primary key,
    id uuid not null constraint event_id_key unique,
    type text not null,
    communication_number text collate "C",
    subject text not null,
    time timestamptz not null,
    data json not null,
    customer_id bigint not null references aml_customer.customer,
    requester text
  );
  create index event_communication_number_idx on aml_customer.event (communication_number, sequence)
    where communication_number is not null;
  create trigger event_never_updated before update on aml_customer.event
    for each statement execute function aml_customer.refuse_update()`;

// `position` is the place in the feed, assigned by number_events. Deliveries change often and events never do, so they
// have a table each.
const DELIVERY = `
  create table aml_customer.delivery (
    sequence bigint primary key references aml_customer.event on delete cascade,
    customer_id bigint not null references aml_customer.customer,
    position bigint constraint delivery_position_key unique,
    state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts integer not null default 0,
    next_attempt_at timestamptz,
    last_outcome text,
    lease uuid,
    leased_until timestamptz
  ) with (fillfactor = 85);
  create index delivery_line_idx on aml_customer.delivery (customer_id, sequence) where state = 'PENDING';
  create index delivery_undelivered_idx on aml_customer.delivery (state, position) where state <> 'DELIVERED';
  create index delivery_unnumbered_idx on aml_customer.delivery (sequence) where position is null`;

// Without it, the first transaction that queues a job of this kind would block all others.
const TASK = `
  insert into graphile_worker._private_tasks (identifier) values ('deliver-callbacks') on conflict do nothing`;
