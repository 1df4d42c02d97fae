import { EVALUATED, SUBJECTS, type Subject } from '../bodies.js';
import { watch, type Outcome } from '../concluded.js';
import type { Server } from '../database.js';
import { measureUntil, type Task, type Whole } from '../measure.js';
import { startReceiver, type Receiver } from '../receiver.js';
import { rotated } from '../statistics.js';
import { OTHER_CHECKOUT, startVariant, type Variant, type VariantName } from '../variants.js';
import { BATCH } from './batch.js';
import { SINGLE } from './http.js';
import type { Section } from './section.js';

type SubjectName = keyof typeof EVALUATED;
type Messages = Readonly<Partial<Record<SubjectName, Subject>>>;

/** A service, or the baseline, with one way of sending. */
interface Contender {
  readonly name: string;
  readonly variant: Variant;
  readonly task: Omit<Task, 'text' | 'seconds'>;
  /** The messages by subject; a subject without one is not measured. */
  readonly messages: Messages;
  /** Set if the service delivers its events. */
  readonly receiver?: Receiver;
}

const SERVICE = 'this service';
const BASELINE = 'Express + INSERT';
const ONE = { ...SINGLE, status: 202 };
const THOUSAND = { ...BATCH, status: 200, contains: 'REQUEST_ACCEPTED' };

const ORGANIZATION: Messages = { 'full organisation': EVALUATED['full organisation'] };
const IMPORTED: Messages = { 'full organisation': SUBJECTS['full organisation'] };

/** Batches are accepted faster than events are delivered, so without a limit a turn would take minutes. */
const LIMIT_WITH_RECEIVER = 2_000;

/**
 * EVALUATE in the ordinary set-up, from the first request until every customer is assessed and, with a receiver, every
 * event is delivered.
 */
export const evaluate: Section = async ({ server, options, recorder, print }) => {
  const { against } = options;
  const receiver = await startReceiver();
  const names: readonly VariantName[] = against === undefined ? [SERVICE] : [SERVICE, OTHER_CHECKOUT];
  const start = (name: VariantName, settings = {}) => startVariant(name, server, settings, against);
  const services = await Promise.all(names.map((name) => start(name)));
  const delivering = await Promise.all(names.map((name) => start(name, receiver.settings)));
  const express = await start(BASELINE);
  const contenders: readonly Contender[] = [
    ...services.flatMap(withoutReceiver),
    ...delivering.flatMap((variant) => withReceiver(variant, receiver)),
    { name: BASELINE, variant: express, task: ONE, messages: EVALUATED },
  ];
  try {
    for (let round = 0; round < options.rounds; round++) {
      for (const subject of Object.keys(EVALUATED) as SubjectName[]) {
        for (const contender of rotated(contenders, round)) {
          const text = contender.messages[subject]?.text;
          if (text === undefined) continue;
          const { figures, open } = await turn(server, contender, text, options.seconds);
          recorder.add('evaluate', subject, contender.name, { ...figures });
          print(
            `evaluate, round ${round + 1}: ${subject}, ${contender.name}: ${Math.round(figures.throughput)}/s` +
              (open > 0 ? `; ${open} customers were not concluded in time` : ''),
          );
        }
      }
    }
  } finally {
    await Promise.all([...services, ...delivering, express].map((variant) => variant.stop()));
    receiver.stop();
  }
};

const withoutReceiver = (variant: Variant): Contender[] => [
  { name: variant.name, variant, task: ONE, messages: EVALUATED },
  { name: `${variant.name}, 1,000 per call`, variant, task: THOUSAND, messages: EVALUATED },
  { name: `${variant.name}, IMPORT`, variant, task: ONE, messages: IMPORTED },
];

const withReceiver = (variant: Variant, receiver: Receiver): Contender[] => [
  { name: `${variant.name}, with a receiver`, variant, task: ONE, messages: EVALUATED, receiver },
  {
    name: `${variant.name}, 1,000 per call, with a receiver`,
    variant,
    task: THOUSAND,
    messages: ORGANIZATION,
    receiver,
  },
];

/** Measures one contender on its emptied database. */
async function turn(server: Server, contender: Contender, text: string, seconds: number): Promise<Whole> {
  const { variant, task, receiver } = contender;
  await variant.empty();
  await server.checkpoint();
  const load: Task = { ...task, text, seconds, ...(receiver && { limitPerSecond: LIMIT_WITH_RECEIVER }) };
  if (variant.name === BASELINE) return measureUntil(server, variant, load, () => Promise.resolve(0));
  const database = await watch(server, variant.database);
  const eventsBefore = (await receiver?.events()) ?? 0;
  try {
    const whole = await measureUntil(server, variant, load, () => database.settle());
    const events = receiver && (await receiver.events()) - eventsBefore;
    if (whole.open === 0) check(contender, whole.messages, await database.outcome(), events);
    return whole;
  } finally {
    await database.end();
  }
}

/** @throws Error if an assessment or an event is missing */
function check({ name, messages }: Contender, sent: number, outcome: Outcome, events: number | undefined): void {
  const { concluded, delivered, undelivered } = outcome;
  if (messages !== IMPORTED && concluded !== sent) throw new Error(`${name}: ${concluded} of ${sent} are concluded`);
  if (events === undefined) return;
  if (undelivered > 0) throw new Error(`${name}: ${undelivered} events are not delivered`);
  if (events < delivered) throw new Error(`${name}: the receiver got ${events} of ${delivered} events`);
}
