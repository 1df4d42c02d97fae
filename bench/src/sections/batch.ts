import { SUBJECTS } from '../bodies.js';
import { measure } from '../measure.js';
import { rotated } from '../statistics.js';
import { startVariant, type Variant } from '../variants.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

/** 1,000 messages per call, two calls concurrently. */
export const BATCH = { path: '/amlyze-ws-rest/batch-customers', many: 1000, connections: 2, warmUpSeconds: 1 };

/** Batches of the service against single messages of Express + INSERT. */
export const batch: Section = async ({ server, options, recorder, print }) => {
  const variants = await Promise.all(
    (['this service', 'Express + INSERT'] as const).map((name) => startVariant(name, server)),
  );
  const [service, express] = variants as [Variant, Variant];
  const contenders = [
    {
      name: 'this service, 1,000 per call',
      variant: service,
      task: { ...BATCH, status: 200, contains: 'REQUEST_ACCEPTED' },
    },
    { name: express.name, variant: express, task: { ...SINGLE, status: 202 } },
  ];
  try {
    if (await isMissing(service)) return print(`batch: skipped, since ${BATCH.path} answers 404`);
    for (let round = 0; round < options.rounds; round++) {
      for (const subject of ['full organisation', 'minimal person'] as const) {
        for (const { name, variant, task } of rotated(contenders, round)) {
          await variant.empty();
          await server.checkpoint();
          const figures = await measure(server, variant, {
            ...task,
            text: SUBJECTS[subject].text,
            seconds: options.seconds,
          });
          recorder.add('batch', subject, name, { ...figures });
          print(`batch, round ${round + 1}: ${subject}, ${name}: ${Math.round(figures.throughput)}/s`);
        }
      }
    }
  } finally {
    await Promise.all(variants.map((variant) => variant.stop()));
  }
};

async function isMissing(service: Variant): Promise<boolean> {
  service.resume();
  const { status } = await fetch(`${service.origin}${BATCH.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"customers":[]}',
  });
  service.pause();
  return status === 404;
}
