import { SUBJECTS } from '../bodies.js';
import { measure, nextNumber } from '../measure.js';
import { rotated } from '../statistics.js';
import { fill } from '../stored.js';
import { OTHER_CHECKOUT, startVariant, type VariantName } from '../variants.js';
import type { Section } from './section.js';

const VARIANTS: readonly VariantName[] = ['this service', 'Express + INSERT', 'NestJS + MikroORM'];
const SERVICES: readonly VariantName[] = ['this service', OTHER_CHECKOUT];

/** One message per request, on 32 connections. */
export const SINGLE = { path: '/amlyze-ws-rest/customer', many: 1, connections: 32, warmUpSeconds: 1 };

/** The status for an invalid message: by the contract, without any validation, and by the framework. */
const REJECTED: Readonly<Record<VariantName, number>> = {
  'this service': 200,
  'Express + INSERT': 202,
  'NestJS + MikroORM': 400,
  'other checkout': 200,
};

/** More customers than one machine replaces per second. */
const REPLACED_PER_SECOND = 10_000;

/** Single messages over HTTP, one variant at a time on the same server, interleaved by round. */
export const http: Section = async ({ server, options, recorder, print }) => {
  const { against } = options;
  const names: readonly VariantName[] = against === undefined ? VARIANTS : [...VARIANTS, OTHER_CHECKOUT];
  const variants = await Promise.all(names.map((name) => startVariant(name, server, {}, against)));
  try {
    for (let round = 0; round < options.rounds; round++) {
      for (const [subject, { text, rejected, replaces }] of Object.entries(SUBJECTS)) {
        for (const variant of rotated(
          replaces ? variants.filter(({ name }) => name !== 'NestJS + MikroORM') : variants,
          round,
        )) {
          await variant.empty();
          if (replaces && SERVICES.includes(variant.name))
            await fill(
              server,
              variant.database,
              nextNumber(),
              REPLACED_PER_SECOND * (SINGLE.warmUpSeconds + Math.ceil(options.seconds)),
            );
          await server.checkpoint();
          const figures = await measure(server, variant, {
            ...SINGLE,
            text,
            seconds: options.seconds,
            status: rejected ? REJECTED[variant.name] : 202,
          });
          recorder.add('http', subject, variant.name, { ...figures });
          print(`http, round ${round + 1}: ${subject}, ${variant.name}: ${Math.round(figures.throughput)}/s`);
        }
      }
    }
  } finally {
    await Promise.all(variants.map((variant) => variant.stop()));
  }
};
