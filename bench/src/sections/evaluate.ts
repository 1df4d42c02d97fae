import { EVALUATED, SUBJECTS } from '../bodies.js';
import { watch } from '../concluded.js';
import type { Server } from '../database.js';
import { measureUntil, type Figures, type Task } from '../measure.js';
import { startReceiver, type Receiver } from '../receiver.js';
import { rotated } from '../statistics.js';
import { OTHER_CHECKOUT, startVariant, type Variant, type VariantName } from '../variants.js';
import { BATCH } from './batch.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

type SubjectName = keyof typeof EVALUATED;

/** A service, or the baseline, with one way of sending. */
interface Contender {
  readonly name: string;
  readonly variant: Variant;
  readonly task: Omit<Task, 'text' | 'seconds'>;
  /** The messages, with EVALUATE or with IMPORT. */
  readonly messages: typeof EVALUATED;
  /** Set if the service delivers its events. */
  readonly receiver?: Receiver;
}

const SERVICE = 'this service';
const BASELINE = 'Express + INSERT';
const ONE = { ...SINGLE, status: 202 };
const THOUSAND = { ...BATCH, status: 200, contains: 'REQUEST_ACCEPTED' };

/** Batches are accepted faster than events are delivered, so without a limit a turn would take minutes. */
const LIMIT_WITH_RECEIVER = 2_000;

/**
 * EVALUATE in the ordinary set-up, from the first request until every customer is assessed and, with a receiver, every
 * event is delivered.
 */
export const evaluate: Section = async ({ server, options, recorder, print }) => {
  const receiver = await startReceiver();
  const names: readonly VariantName[] = options.against === undefined ? [SERVICE] : [SERVICE, OTHER_CHECKOUT];
  const services = await Promise.all(
    names.map(
      async (name) =>
        [
          await startVariant(name, server, {}, options.against),
          await startVariant(name, server, receiver.settings, options.against),
        ] as const,
    ),
  );
  const express = await startVariant(BASELINE, server);
  const contenders = [
    ...services.flatMap(([alone, delivering]) => contendersOf(alone, delivering, receiver)),
    { name: express.name, variant: express, task: ONE, messages: EVALUATED },
  ];
  try {
    for (let round = 0; round < options.rounds; round++) {
      for (const subject of Object.keys(EVALUATED) as SubjectName[]) {
        for (const contender of rotated(contenders, round)) {
          const figures = await turn(server, contender, subject, options.seconds);
          recorder.add('evaluate', subject, contender.name, { ...figures });
          print(
            `evaluate, round ${round + 1}: ${subject}, ${contender.name}: ${Math.round(figures.throughput)}/s concluded`,
          );
        }
      }
    }
  } finally {
    await Promise.all([...services.flat(), express].map((variant) => variant.stop()));
    receiver.stop();
  }
};

const contendersOf = (alone: Variant, delivering: Variant, receiver: Receiver): Contender[] => [
  { name: alone.name, variant: alone, task: ONE, messages: EVALUATED },
  { name: `${alone.name}, with a receiver`, variant: delivering, task: ONE, messages: EVALUATED, receiver },
  { name: `${alone.name}, 1,000 per call`, variant: alone, task: THOUSAND, messages: EVALUATED },
  {
    name: `${alone.name}, 1,000 per call, with a receiver`,
    variant: delivering,
    task: THOUSAND,
    messages: EVALUATED,
    receiver,
  },
  { name: `${alone.name}, IMPORT`, variant: alone, task: ONE, messages: SUBJECTS },
];

async function turn(
  server: Server,
  { variant, task, messages, receiver }: Contender,
  subject: SubjectName,
  seconds: number,
): Promise<Figures & { readonly cpuReceiver?: number }> {
  await variant.empty();
  await server.checkpoint();
  const whole: Task = {
    ...task,
    text: messages[subject].text,
    seconds,
    ...(receiver && { limitPerSecond: LIMIT_WITH_RECEIVER }),
  };
  if (variant.name === BASELINE) return (await measureUntil(server, variant, whole, () => Promise.resolve())).figures;
  const database = await watch(server, variant.database);
  const [eventsBefore, begin, cpuBefore] = [await receiver?.events(), performance.now(), receiver?.cpu()];
  try {
    const { figures, messages: sent } = await measureUntil(server, variant, whole, () => database.settled());
    const { concluded, delivered, undelivered } = await database.outcome();
    if (messages === EVALUATED && concluded !== sent)
      throw new Error(`${variant.name} concluded ${concluded} of ${sent} customers`);
    if (!receiver) return figures;
    if (undelivered > 0) throw new Error(`${variant.name} failed to deliver ${undelivered} events`);
    const received = (await receiver.events()) - (eventsBefore ?? 0);
    if (received < delivered) throw new Error(`The receiver got ${received} of ${delivered} events`);
    const elapsed = (performance.now() - begin) / 1000;
    return { ...figures, cpuReceiver: (receiver.cpu() - (cpuBefore ?? 0)) / elapsed };
  } finally {
    await database.end();
  }
}
