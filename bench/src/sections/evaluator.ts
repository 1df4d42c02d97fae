import { EVALUATED } from '../bodies.js';
import { evaluator, evaluatorOf, type Evaluator } from '../evaluator.js';
import { rotated } from '../statistics.js';
import { timed, warmUp, type Operation } from '../timed.js';
import { textsOf, thinned } from '../validated.js';
import { OTHER_CHECKOUT } from '../variants.js';
import type { Section } from './section.js';

const PARSE = 'JSON.parse';

interface Contender {
  readonly name: string;
  readonly operation: Operation;
  readonly inputs: readonly unknown[];
}

/** Stored bodies. The last ones differ in their members, so the evaluator takes different branches. */
const BODIES = {
  'full organisation': textsOf(EVALUATED['full organisation'].text),
  'minimal person': textsOf(EVALUATED['minimal person'].text),
  'a fifth left out': textsOf(EVALUATED['full organisation'].text, thinned),
};

/** Evaluation, and assessing again what is stored, without writing: CPU time as a ratio to JSON.parse of the body. */
export const evaluatorSection: Section = async ({ options, recorder, print }) => {
  const evaluators: Record<string, Evaluator> = { 'this service': evaluator };
  if (options.against !== undefined) evaluators[OTHER_CHECKOUT] = await evaluatorOf(options.against);
  for (const [subject, texts] of Object.entries(BODIES)) {
    const contenders = [
      { name: PARSE, operation: (text: unknown) => JSON.parse(text as string) as unknown, inputs: texts },
      ...Object.entries(evaluators).flatMap(([name, one]) => contendersOf(name, one, texts)),
    ];
    for (const { operation, inputs } of contenders) warmUp(operation, inputs);
    for (let round = 0; round < options.rounds; round++) {
      for (const { name, operation, inputs } of rotated(contenders, round)) {
        const figures = timed(operation, inputs);
        recorder.add('evaluator', subject, name, { ...figures, perSecond: 1e6 / figures.microseconds });
      }
    }
    print(`evaluator: ${subject}`);
  }
};

const contendersOf = (name: string, { profileOf, evaluate }: Evaluator, texts: readonly string[]): Contender[] => [
  {
    name: `${name}, evaluate`,
    operation: (profile) => evaluate(profile as object),
    inputs: texts.map((text) => profileOf(text)),
  },
  {
    name: `${name}, stored body again`,
    operation: (text) => evaluate(profileOf(text as string)),
    inputs: texts,
  },
];
