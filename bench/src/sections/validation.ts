import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { classifierCodes, referenceData } from '@aml-customer/application';
import { decide, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { ajvValidator } from '../../baselines/validators/ajv.js';
import { classValidator } from '../../baselines/validators/class-validator.js';
import { zodValidator } from '../../baselines/validators/zod.js';
import { rotated } from '../statistics.js';
import { validated } from '../validated.js';
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
  'JSON.parse': parse,
  'this service': service,
  ajv: ajvValidator,
  zod: zodValidator,
  'class-validator': classValidator,
};

const TURN_MS = 250;
/** Of the CPU: compilers go on for long about what has many branches. */
const WARM_UP_SECONDS = 1.5;

/** Validation alone, of a body that is parsed already, in this process. */
export const validation: Section = async ({ options, recorder, say }) => {
  for (const [subject, { texts, rejected, compared }] of Object.entries(validated())) {
    const contenders = Object.entries(JUDGES)
      .filter(([, judge]) => compared || judge === parse || judge === service)
      .map(([name, judge]) => ({
        name,
        judge,
        given: judge === parse ? texts : texts.map((each) => JSON.parse(each) as unknown),
      }));
    for (const { name, judge, given } of contenders) {
      if (given.some((body) => judge(body) === (rejected && judge !== parse)))
        throw new Error(`${name} judges "${subject}" wrongly`);
      for (let spent = 0; spent < WARM_UP_SECONDS;) spent += turn(judge, given).seconds;
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const { name, judge, given } of rotated(contenders, round)) {
        const { seconds, judged } = turn(judge, given);
        recorder.add('validation', subject, name, {
          microseconds: (1e6 * seconds) / judged,
          bytes: bytesOf(judge, given),
        });
      }
    }
    say(`validation: ${subject}`);
  }
};

/** What one judge leaves behind is not to be cleared away in the time of the next. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext(`() => gc({ type: 'minor' })`) as () => void;

/** Seconds of CPU, so that others on the machine count little, and how many bodies were judged in them. */
function turn(judge: Judge, bodies: readonly unknown[]): { seconds: number; judged: number } {
  collectGarbage();
  const [end, before] = [performance.now() + TURN_MS, process.cpuUsage()];
  let judged = 0;
  for (; performance.now() < end; judged += bodies.length) for (const body of bodies) judge(body);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, judged };
}

/** So few that none is cleared away meanwhile. */
const ALLOCATED_FOR = 16;

/** Bytes that a body takes of the heap while it is judged. */
function bytesOf(judge: Judge, bodies: readonly unknown[]): number {
  const some = bodies.slice(0, ALLOCATED_FOR);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (const body of some) judge(body);
  return (process.memoryUsage().heapUsed - before) / some.length;
}
