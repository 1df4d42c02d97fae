import { SUBJECTS } from '../bodies.js';
import { measure, nextNumber } from '../measure.js';
import { rotated } from '../statistics.js';
import { fill } from '../stored.js';
import { startVariant, type VariantName } from '../variants.js';
import type { Section } from './section.js';

const VARIANTS: readonly VariantName[] = ['this service', 'Express + INSERT', 'stock way'];

/** One message a request, on 32 connections. */
export const SINGLE = { path: '/amlyze-ws-rest/customer', many: 1, connections: 32, warmUpSeconds: 1 };

/**
 * What each answers where it does not accept: the service by the contract, Express as to all, the stock way by its
 * framework.
 */
const REJECTED: Readonly<Record<VariantName, number>> = {
  'this service': 200,
  'Express + INSERT': 202,
  'stock way': 400,
};

/** More than anybody replaces in a second of these machines. */
const REPLACED_A_SECOND = 10_000;

/** Single messages over HTTP, one variant at a time on the same server, interleaved. */
export const http: Section = async ({ server, options, recorder, say }) => {
  const variants = await Promise.all(VARIANTS.map((name) => startVariant(name, server)));
  try {
    for (let round = 0; round < options.rounds; round++) {
      for (const [subject, { text, rejected, replaces }] of Object.entries(SUBJECTS)) {
        for (const variant of rotated(
          replaces ? variants.filter(({ name }) => name !== 'stock way') : variants,
          round,
        )) {
          await variant.empty();
          if (replaces && variant.name === 'this service')
            await fill(
              server,
              variant.database,
              nextNumber(),
              REPLACED_A_SECOND * (SINGLE.warmUpSeconds + Math.ceil(options.seconds)),
            );
          await server.checkpoint();
          const figures = await measure(server, variant, {
            ...SINGLE,
            text,
            seconds: options.seconds,
            status: rejected ? REJECTED[variant.name] : 202,
          });
          recorder.add('http', subject, variant.name, { ...figures });
          say(`http, round ${round + 1}: ${subject}, ${variant.name}: ${Math.round(figures.throughput)}/s`);
        }
      }
    }
  } finally {
    await Promise.all(variants.map((variant) => variant.stop()));
  }
};
