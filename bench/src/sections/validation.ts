import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { classifierCodes, referenceData } from '@aml-customer/application';
import { decide, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { ajvValidator } from '../../baselines/validators/ajv.js';
import { classValidator } from '../../baselines/validators/class-validator.js';
import { zodValidator } from '../../baselines/validators/zod.js';
import { bodyMaker, SUBJECTS } from '../bodies.js';
import { rotated } from '../statistics.js';
import type { Section } from './section.js';

/** Judges a body; JSON.parse takes its text instead. */
type Judge = (body: unknown) => boolean;

const reference = referenceData(classifierCodes(startingClassifiers()), SCREENING_PROCESSES);

function service(body: unknown): boolean {
  const reading = read(body);
  return !('unreadable' in reading) && 'accepted' in decide(reading, reference, 'ignore');
}

const parse: Judge = (text) => JSON.parse(text as string) !== undefined;
const JUDGES: Readonly<Record<string, Judge>> = {
  'JSON.parse': parse, 'this service': service, ajv: ajvValidator, zod: zodValidator, 'class-validator': classValidator,
};

/** Different bodies of one shape: one alone would be judged from the processor's nearest memory. */
const BODIES = 64;
const TURN_MS = 250;

/** Validation alone, of a body that is parsed already, in this process. */
export const validation: Section = async ({ options, recorder, say }) => {
  for (const subject of ['full organisation', 'minimal person', 'rejected'] as const) {
    const { text, rejected } = SUBJECTS[subject];
    const make = bodyMaker(text);
    const texts = Array.from({ length: BODIES }, (_, i) => make(i + 1).toString());
    const given = new Map(Object.values(JUDGES).map((judge) => [judge, judge === parse ? texts : texts.map((each) => JSON.parse(each) as unknown)]));
    for (const [name, judge] of Object.entries(JUDGES)) {
      if (given.get(judge)?.some((body) => judge(body) === (rejected === true && judge !== parse))) throw new Error(`${name} judges "${subject}" wrongly`);
    }
    for (let round = -1; round < options.rounds; round++) { // The first is to warm up.
      for (const [name, judge] of rotated(Object.entries(JUDGES), Math.max(round, 0))) {
        const microseconds = timeOf(judge, given.get(judge) ?? []);
        if (round >= 0) recorder.add('validation', subject, name, { microseconds });
      }
    }
    say(`validation: ${subject}`);
  }
};

/** What one judge leaves behind is not to be cleared away in the time of the next. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext(`() => gc({ type: 'minor' })`) as () => void;

/** Microseconds of CPU a body, so that others on the machine count little. */
function timeOf(judge: Judge, bodies: readonly unknown[]): number {
  collectGarbage();
  const [end, before] = [performance.now() + TURN_MS, process.cpuUsage()];
  let judged = 0;
  for (; performance.now() < end; judged += bodies.length) for (const body of bodies) judge(body);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / judged;
}
