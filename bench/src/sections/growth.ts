import { SUBJECTS } from '../bodies.js';
import { measure } from '../measure.js';
import { rotated } from '../statistics.js';
import { fill } from '../stored.js';
import { startVariant } from '../variants.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

const FEW = 10_000;
/**
 * Stored customers have other numbers, spread among those that are sent, so that inserts go to any place in an index.
 */
const FIRST = 1_000_000_000;
/** Enough to be spread over all pages of an index. */
const SPREAD = 50_000;
const WARM_UP_SECONDS = 3;
/** 1 million, 10 thousand. */
const inWords = (size: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' }).format(size);

/** The service on two databases, one of which already holds many customers. */
export const growth: Section = async ({ server, options, recorder, print }) => {
  const services = await Promise.all(
    [FEW, options.growth].map(async (size) => ({
      size,
      label: `${inWords(size)} stored`,
      variant: await startVariant('this service', server),
    })),
  );
  // The first change of a page after a checkpoint logs the whole page; this is over before the measurement starts, as
  // it usually is in practice.
  const before = (size: number): number => Math.max(0, size - SPREAD);
  try {
    for (const { size, label, variant } of services) {
      const begin = performance.now();
      await fill(server, variant.database, FIRST, before(size));
      // Otherwise the server would start one during the measurement.
      await server.run(
        variant.database,
        'vacuum aml_customer.message, aml_customer.customer, aml_customer.customer_version',
      );
      print(`growth: ${label} in ${Math.round((performance.now() - begin) / 1000)} s`);
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
      // The first one is the warm-up.
      for (const { label, variant } of rotated(services, Math.max(round, 0))) {
        const figures = await measure(server, variant, {
          ...SINGLE,
          text: SUBJECTS['full organisation'].text,
          seconds: round < 0 ? WARM_UP_SECONDS : options.seconds,
          status: 202,
        });
        if (round < 0) continue;
        recorder.add('growth', 'full organisation', label, { ...figures });
        print(`growth, round ${round + 1}: ${label}: ${Math.round(figures.throughput)}/s`);
      }
    }
  } finally {
    await Promise.all(services.map(({ variant }) => variant.stop()));
  }
};
