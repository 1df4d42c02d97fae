import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { classifierCodes, referenceData } from '@aml-customer/application';
import { decide, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { ajvValidator } from '../../baselines/validators/ajv.js';
import { classValidator } from '../../baselines/validators/class-validator.js';
import { zodValidator } from '../../baselines/validators/zod.js';
import { rotated } from '../statistics.js';
import { validatorOf } from '../checkout.js';
import { validated } from '../validated.js';
import { OTHER_CHECKOUT } from '../variants.js';
import type { Section } from './section.js';

/** Whether a body is valid. The baseline JSON.parse gets the text instead. */
type Validator = (body: unknown) => boolean;

const reference = referenceData(classifierCodes(startingClassifiers()), SCREENING_PROCESSES);

function service(body: unknown): boolean {
  const reading = read(body);
  return !('unreadable' in reading) && 'accepted' in decide(reading, reference, 'ignore');
}

const parse: Validator = (text) => JSON.parse(text as string) !== undefined;
const VALIDATORS: Readonly<Record<string, Validator>> = {
  'JSON.parse': parse,
  'this service': service,
  ajv: ajvValidator,
  zod: zodValidator,
  'class-validator': classValidator,
};

const TURN_MS = 250;
/** CPU seconds; code with many branches takes the compiler long to optimise. */
const WARM_UP_SECONDS = 1.5;

/** Validation of a parsed body, without HTTP or storage, in this process. */
export const validation: Section = async ({ options, recorder, print }) => {
  const validators =
    options.against === undefined
      ? VALIDATORS
      : { ...VALIDATORS, [OTHER_CHECKOUT]: await validatorOf(options.against) };
  for (const [subject, { texts, rejected, compared }] of Object.entries(validated())) {
    const contenders = Object.entries(validators)
      .filter(([name, validate]) => compared || validate === parse || validate === service || name === OTHER_CHECKOUT)
      .map(([name, validate]) => ({
        name,
        validate,
        bodies: validate === parse ? texts : texts.map((text) => JSON.parse(text) as unknown),
      }));
    for (const { name, validate, bodies } of contenders) {
      if (bodies.some((body) => validate(body) === (rejected && validate !== parse)))
        throw new Error(`${name} validates "${subject}" incorrectly`);
      for (let spent = 0; spent < WARM_UP_SECONDS;) spent += measureTurn(validate, bodies).seconds;
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const { name, validate, bodies } of rotated(contenders, round)) {
        const { seconds, count } = measureTurn(validate, bodies);
        recorder.add('validation', subject, name, {
          microseconds: (1e6 * seconds) / count,
          bytes: bytesOf(validate, bodies),
        });
      }
    }
    print(`validation: ${subject}`);
  }
};

/** Collects the garbage of one validator before the next is measured. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext(`() => gc({ type: 'minor' })`) as () => void;

/** CPU seconds, which other load of the machine affects little, and the bodies validated in them. */
function measureTurn(validate: Validator, bodies: readonly unknown[]): { seconds: number; count: number } {
  collectGarbage();
  const [end, before] = [performance.now() + TURN_MS, process.cpuUsage()];
  let count = 0;
  for (; performance.now() < end; count += bodies.length) for (const body of bodies) validate(body);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, count };
}

/** Few enough that no garbage is collected meanwhile. */
const ALLOCATION_SAMPLE = 16;

/** Heap bytes allocated per validated body. */
function bytesOf(validate: Validator, bodies: readonly unknown[]): number {
  const sample = bodies.slice(0, ALLOCATION_SAMPLE);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (const body of sample) validate(body);
  return (process.memoryUsage().heapUsed - before) / sample.length;
}
