import type { Replay } from '@aml-customer/application';
import { CommandFailure, expectSuccess, type CommandResult, type ServiceCall } from './client.js';

const USAGE = 'npm run replay -- ASSESSMENT_ID | --all';
const ASSESSED_STATES = ['PENDING', 'COMPLETED', 'SUPERSEDED'];

/** An assessment that could not be replayed. */
interface FailedReplay {
  readonly outcome: 'failed';
  readonly reason: string;
}

/**
 * `npm run replay`: assesses stored profiles again, each with the model that its assessment names. Exit code 0 if all
 * results are the same, 1 if any differs, 2 if any could not be replayed; `--all` continues after a failure.
 */
export async function replayAssessments(args: readonly string[], call: ServiceCall): Promise<CommandResult> {
  const [target] = args;
  if (target === undefined || args.length !== 1) return { output: `Usage: ${USAGE}`, code: 2 };
  return target === '--all' ? replayAll(call) : replayOne(target, call);
}

async function replayOne(id: string, call: ServiceCall): Promise<CommandResult> {
  const replay = await replayOf(id, call);
  if (replay.outcome === 'failed') throw new CommandFailure(`Replaying ${id}: ${replay.reason}`);
  return { output: linesOf(id, replay).join('\n'), code: codeOf(false, replay.outcome === 'different') };
}

async function replayAll(call: ServiceCall): Promise<CommandResult> {
  const lines: string[] = [];
  const counts = { same: 0, different: 0, 'not-assessed': 0, failed: 0 };
  for await (const id of allIds(call)) {
    const replay = await replayOf(id, call);
    counts[replay.outcome] += 1;
    if (replay.outcome !== 'same') lines.push(...linesOf(id, replay));
  }
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  lines.push(`${counts.same} same, ${counts.different} different, ${counts['not-assessed']} not assessed yet${failed}`);
  return { output: lines.join('\n'), code: codeOf(counts.failed > 0, counts.different > 0) };
}

const codeOf = (anyFailed: boolean, anyDiffers: boolean): number => (anyFailed ? 2 : anyDiffers ? 1 : 0);

function linesOf(id: string, replay: Replay | FailedReplay): string[] {
  if (replay.outcome === 'failed') return [`${id}: failed, ${replay.reason}`];
  const differences = replay.outcome === 'different' ? replay.differences : [];
  return [
    `${id}: ${replay.outcome}`,
    ...differences.map(
      ({ pointer, stored, now }) => `  ${pointer}: stored ${JSON.stringify(stored)}, now ${JSON.stringify(now)}`,
    ),
  ];
}

/** @throws CommandFailure if no service answers, because every other replay would fail too. */
async function replayOf(id: string, call: ServiceCall): Promise<Replay | FailedReplay> {
  const { status, json } = await call('GET', `/assessments/${encodeURIComponent(id)}/replay`);
  if (status === 404) return { outcome: 'failed', reason: 'no assessment has this id' };
  return status < 300 ? (json as Replay) : { outcome: 'failed', reason: `the service answered ${status}` };
}

async function* allIds(call: ServiceCall): AsyncGenerator<string> {
  for (const state of ASSESSED_STATES) {
    for (let after = '', more = true; more;) {
      const path = `/assessments?state=${state}&limit=500${after}`;
      const page = (await expectSuccess(call('GET', path), 'Listing assessments')) as {
        assessments: { id: string }[];
        cursor?: string;
      };
      yield* page.assessments.map(({ id }) => id);
      more = page.assessments.length > 0 && page.cursor !== undefined;
      after = `&after=${encodeURIComponent(page.cursor ?? '')}`;
    }
  }
}
