import type { Replay } from '@aml-customer/application';
import { answered, CommandFailure, type ServiceCall } from './client.js';

const USAGE = 'npm run replay -- ASSESSMENT_ID | --all';
const ASSESSED = ['PENDING', 'COMPLETED', 'SUPERSEDED'];

/** An assessment that could not be replayed, and why. */
interface Failed {
  readonly outcome: 'failed';
  readonly why: string;
}

/**
 * Assesses stored profiles again, each with the model that its assessment names: code 0 where all are the same, 1 where
 * any differs, 2 where any could not be replayed. Of all, each is tried, whatever became of the others.
 */
export async function replayAssessments(
  words: readonly string[],
  call: ServiceCall,
): Promise<{ readonly says: string; readonly code: number }> {
  const [which] = words;
  if (which === undefined || words.length !== 1) return { says: `Usage: ${USAGE}`, code: 2 };
  if (which !== '--all') return ofOne(which, await replayOf(which, call));
  const lines: string[] = [];
  const counts = { same: 0, different: 0, 'not-assessed': 0, failed: 0 };
  for await (const id of allIds(call)) {
    const replay = await replayOf(id, call);
    counts[replay.outcome] += 1;
    if (replay.outcome !== 'same') lines.push(...linesOf(id, replay));
  }
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  lines.push(`${counts.same} same, ${counts.different} different, ${counts['not-assessed']} not assessed yet${failed}`);
  return { says: lines.join('\n'), code: codeOf(counts.failed > 0, counts.different > 0) };
}

function ofOne(id: string, replay: Replay | Failed): { readonly says: string; readonly code: number } {
  if (replay.outcome === 'failed') throw new CommandFailure(`Replaying ${id}: ${replay.why}`);
  return { says: linesOf(id, replay).join('\n'), code: codeOf(false, replay.outcome === 'different') };
}

const codeOf = (anyFailed: boolean, anyDiffers: boolean): number => (anyFailed ? 2 : anyDiffers ? 1 : 0);

function linesOf(id: string, replay: Replay | Failed): string[] {
  if (replay.outcome === 'failed') return [`${id}: failed, ${replay.why}`];
  const differences = replay.outcome === 'different' ? replay.differences : [];
  return [
    `${id}: ${replay.outcome}`,
    ...differences.map(
      ({ pointer, stored, now }) => `  ${pointer}: stored ${JSON.stringify(stored)}, now ${JSON.stringify(now)}`,
    ),
  ];
}

/** @throws CommandFailure where no service answers: the others would fare no better. */
async function replayOf(id: string, call: ServiceCall): Promise<Replay | Failed> {
  const { status, json } = await call('GET', `/assessments/${encodeURIComponent(id)}/replay`);
  if (status === 404) return { outcome: 'failed', why: 'there is no such assessment' };
  return status < 300 ? (json as Replay) : { outcome: 'failed', why: `the service answered ${status}` };
}

async function* allIds(call: ServiceCall): AsyncGenerator<string> {
  for (const state of ASSESSED) {
    for (let after = '', more = true; more;) {
      const page = (await answered(call('GET', `/assessments?state=${state}&limit=500${after}`), 'Listing')) as {
        assessments: { id: string }[];
        cursor?: string;
      };
      yield* page.assessments.map(({ id }) => id);
      more = page.assessments.length > 0 && page.cursor !== undefined;
      after = `&after=${encodeURIComponent(page.cursor ?? '')}`;
    }
  }
}
