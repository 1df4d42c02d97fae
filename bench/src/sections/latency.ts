import { EVALUATED, SUBJECTS } from '../bodies.js';
import { measure, type Figures, type Task } from '../measure.js';
import { OWN_RATE, SAME_RATE, SHARE } from '../rates.js';
import { rotated } from '../statistics.js';
import { OTHER_CHECKOUT, startVariant, type Variant, type VariantName } from '../variants.js';
import { SINGLE } from './http.js';
import type { Context, Section } from './section.js';

/** Enough that requests wait in the service rather than in the generator. */
const CONNECTIONS = 256;

/** The messages by their name in the tables. */
const MESSAGES = {
  'full organisation': SUBJECTS['full organisation'],
  EVALUATE: EVALUATED['full organisation'],
};

/** Latency at a fixed rate that does not wait for answers (open-loop.ts), below saturation. */
export const latency: Section = async (context) => {
  const { server, options } = context;
  const names: VariantName[] = ['this service', 'Express + INSERT'];
  if (options.against !== undefined) names.push(OTHER_CHECKOUT);
  const variants = await Promise.all(names.map((name) => startVariant(name, server, {}, options.against)));
  try {
    for (const [subject, { text }] of Object.entries(MESSAGES)) await compare(context, variants, subject, text);
  } finally {
    await Promise.all(variants.map((variant) => variant.stop()));
  }
};

/** Measures the saturation of each, and then all at both rates in every round. */
async function compare(
  { server, options, recorder, print }: Context,
  variants: readonly Variant[],
  subject: string,
  text: string,
): Promise<void> {
  const turn = async (variant: Variant, rate?: number): Promise<Figures> => {
    await variant.empty();
    await server.checkpoint();
    const task: Task = { ...SINGLE, text, seconds: options.seconds, status: 202 };
    return measure(server, variant, rate === undefined ? task : { ...task, connections: CONNECTIONS, rate });
  };
  const contenders: { variant: Variant; rate: number }[] = [];
  for (const variant of variants) contenders.push({ variant, rate: SHARE * (await turn(variant)).throughput });
  const slowest = Math.min(...contenders.map(({ rate }) => rate));
  for (let round = 0; round < options.rounds; round++) {
    for (const { variant, rate } of rotated(contenders, round)) {
      const own = await turn(variant, rate);
      const same = rate === slowest ? own : await turn(variant, slowest);
      recorder.add('latency', `${subject}, ${OWN_RATE}`, variant.name, { ...own });
      recorder.add('latency', `${subject}, ${SAME_RATE}`, variant.name, { ...same });
      print(
        `latency, round ${round + 1}: ${subject}, ${variant.name}: ` +
          `p99 ${own.p99.toFixed(1)} ms at ${Math.round(rate)}/s, ${same.p99.toFixed(1)} ms at ${Math.round(slowest)}/s`,
      );
    }
  }
}
