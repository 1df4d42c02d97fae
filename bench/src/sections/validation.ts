import { classifierCodes, referenceData } from '@aml-customer/application';
import { decide, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { ajvValidator } from '../../baselines/validators/ajv.js';
import { classValidator } from '../../baselines/validators/class-validator.js';
import { zodValidator } from '../../baselines/validators/zod.js';
import { rotated } from '../statistics.js';
import { validatorOf } from '../checkout.js';
import { timed, warmUp } from '../timed.js';
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
      warmUp(validate, bodies);
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const { name, validate, bodies } of rotated(contenders, round)) {
        recorder.add('validation', subject, name, { ...timed(validate, bodies) });
      }
    }
    print(`validation: ${subject}`);
  }
};
