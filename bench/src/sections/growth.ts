import { SUBJECTS } from '../bodies.js';
import { measure } from '../measure.js';
import { rotated } from '../statistics.js';
import { fill } from '../stored.js';
import { startVariant } from '../variants.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

const FEW = 10_000;
/**
 * What is stored has numbers of its own, and lies among those that are sent: an insert goes to any place of an index.
 */
const FIRST = 1_000_000_000;
/** So many are spread over all pages of an index. */
const SPREAD = 50_000;
const WARM_UP_SECONDS = 3;
/** 1 million, 10 thousand. */
const inWords = (size: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' }).format(size);

/** The same service on two databases, of which one has many customers already. */
export const growth: Section = async ({ server, options, recorder, say }) => {
  const services = await Promise.all(
    [FEW, options.growth].map(async (size) => ({
      size,
      label: `${inWords(size)} stored`,
      variant: await startVariant('this service', server),
    })),
  );
  // A page that changes for the first time after a checkpoint goes into the log whole: over before measuring begins, as
  // it is most of the time.
  const before = (size: number): number => Math.max(0, size - SPREAD);
  try {
    for (const { size, label, variant } of services) {
      const begin = performance.now();
      await fill(server, variant.database, FIRST, before(size));
      // Or the server's own would begin while we measure.
      await server.run(
        variant.database,
        'vacuum aml_customer.message, aml_customer.customer, aml_customer.customer_version',
      );
      say(`growth: ${label} in ${Math.round((performance.now() - begin) / 1000)} s`);
    }
    await server.checkpoint();
    for (const {
      size,
      variant: { database },
    } of services) {
      await fill(server, database, FIRST + before(size), size - before(size));
      await server.run(database, 'analyze aml_customer.message, aml_customer.customer, aml_customer.customer_version');
    }
    for (let round = -1; round < options.rounds; round++) {
      // The first is to warm up.
      for (const { label, variant } of rotated(services, Math.max(round, 0))) {
        const figures = await measure(server, variant, {
          ...SINGLE,
          text: SUBJECTS['full organisation'].text,
          seconds: round < 0 ? WARM_UP_SECONDS : options.seconds,
          status: 202,
        });
        if (round < 0) continue;
        recorder.add('growth', 'full organisation', label, { ...figures });
        say(`growth, round ${round + 1}: ${label}: ${Math.round(figures.throughput)}/s`);
      }
    }
  } finally {
    await Promise.all(services.map(({ variant }) => variant.stop()));
  }
};
