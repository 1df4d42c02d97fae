import type { Replay } from '@aml-customer/risk-evaluation';
import { answered, CommandFailure, type ServiceCall } from './client.js';

const USAGE = 'npm run replay -- ASSESSMENT_ID | --all';
const ASSESSED = ['PENDING', 'COMPLETED', 'SUPERSEDED'];

/** Assesses stored profiles again, each with the model that its assessment names: code 0 where all are the same, 1 where any differs. */
export async function replayAssessments(words: readonly string[], call: ServiceCall): Promise<{ readonly says: string; readonly code: number }> {
  const [which] = words;
  if (which === undefined || words.length !== 1) return { says: `Usage: ${USAGE}`, code: 2 };
  const lines: string[] = [];
  const counts = { same: 0, different: 0, 'not-assessed': 0 };
  for await (const id of which === '--all' ? allIds(call) : [which]) {
    const replay = await replayOf(id, call);
    counts[replay.outcome] += 1;
    if (replay.outcome !== 'same' || which !== '--all') lines.push(`${id}: ${replay.outcome}`);
    if (replay.outcome === 'different') lines.push(...replay.differences.map(({ pointer, stored, now }) => `  ${pointer}: stored ${JSON.stringify(stored)}, now ${JSON.stringify(now)}`));
  }
  if (which === '--all') lines.push(`${counts.same} same, ${counts.different} different, ${counts['not-assessed']} not assessed yet`);
  return { says: lines.join('\n'), code: counts.different > 0 ? 1 : 0 };
}

async function replayOf(id: string, call: ServiceCall): Promise<Replay> {
  const { status, json } = await call('GET', `/assessments/${encodeURIComponent(id)}/replay`);
  if (status === 404) throw new CommandFailure(`There is no assessment ${id}`);
  return (await answered(Promise.resolve({ status, json }), `Replaying ${id}`)) as Replay;
}

async function* allIds(call: ServiceCall): AsyncGenerator<string> {
  for (const state of ASSESSED) {
    for (let after = '', more = true; more;) {
      const page = (await answered(call('GET', `/assessments?state=${state}&limit=500${after}`), 'Listing')) as { assessments: { id: string }[]; cursor?: string };
      yield* page.assessments.map(({ id }) => id);
      more = page.assessments.length > 0 && page.cursor !== undefined;
      after = `&after=${encodeURIComponent(page.cursor ?? '')}`;
    }
  }
}
