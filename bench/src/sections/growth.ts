import { scatteredSql, SUBJECTS } from '../bodies.js';
import { measure } from '../measure.js';
import { rotated } from '../statistics.js';
import { startVariant } from '../variants.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

const FEW = 10_000;
/** A page that changes for the first time after a checkpoint goes into the log whole: over before measuring begins, as it is most of the time. */
const WARM_UP_SECONDS = 10;
const CHUNK = 50_000;
/** 1 million, 10 thousand. */
const inWords = (size: number): string => new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' }).format(size);

/** The same service on two databases, of which one has many customers already. */
export const growth: Section = async ({ server, options, recorder, say }) => {
  const services = await Promise.all([FEW, options.growth].map(async (size) => ({ size, label: `${inWords(size)} stored`, variant: await startVariant('this service', server) })));
  try {
    for (const { size, label, variant } of services) {
      const begin = performance.now();
      for (let from = 0; from < size; from += CHUNK) await server.run(variant.database, stored(from + 1, Math.min(from + CHUNK, size)));
      await server.run(variant.database, 'vacuum analyze aml_customer.message, aml_customer.customer, aml_customer.customer_version');
      say(`growth: ${label} in ${Math.round((performance.now() - begin) / 1000)} s`);
    }
    await server.checkpoint();
    for (let round = -1; round < options.rounds; round++) { // The first is to warm up.
      for (const { label, variant } of rotated(services, Math.max(round, 0))) {
        const figures = await measure(server, variant, { ...SINGLE, text: SUBJECTS['full organisation'].text, seconds: round < 0 ? WARM_UP_SECONDS : options.seconds, status: 202 });
        if (round < 0) continue;
        recorder.add('growth', 'full organisation', label, { ...figures });
        say(`growth, round ${round + 1}: ${label}: ${Math.round(figures.throughput)}/s`);
      }
    }
  } finally {
    await Promise.all(services.map(({ variant }) => variant.stop()));
  }
};

/** Customers as storing a minimal person leaves them (store-statement.ts), by the ten thousand. */
const stored = (from: number, to: number): string => `
  with given as materialized (
    select ${scatteredSql('i')} as number from generate_series(${from}, ${to}) as i
  ),
  message as (
    insert into aml_customer.message (communication_number, body)
    select 'STORED-' || number, replace('${SUBJECTS['minimal person'].text.replaceAll("'", "''")}', '0000000000', number) from given
    returning id, communication_number, received_at
  ),
  customer as (
    insert into aml_customer.customer (ext_id, entity_type, status, risk_level, title, version, created_at, updated_at)
    select 'CUSTOMER-STORED-' || number, 'INDIVIDUAL', 'ACTIVE', 'LOW', 'Jonas Rimvydas', 1, now(), now() from given
    returning id, ext_id, version, status, risk_level, title
  )
  insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title, created_at)
  select customer.id, customer.version, message.id, 'MESSAGE', customer.status, customer.risk_level, customer.title, message.received_at
  from message join customer on customer.ext_id = 'CUSTOMER-' || message.communication_number`;
