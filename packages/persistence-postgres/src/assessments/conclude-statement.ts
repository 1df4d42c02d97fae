import type { Conclusion } from '@aml-customer/application';
import { binaryTexts } from '../database/binary-texts.js';
import { flagColumns } from '../customers/flag-columns.js';
import { bigintOf } from '../database/row-values.js';
import { AFTER_PATIENCE, LOCK_PATIENCE } from '../database/lock-patience.js';

/** A step of the assessment that has this id. */
export interface Step {
  readonly id: string;
  readonly conclusion: Conclusion;
}

/*
 * Steps of assessments, as one statement. The rows of the customers are held first, as storing messages does it and in
 * the same order, so that none waits for another in a circle; whether an assessment still stands as it was seen is
 * judged then, on its row as it is. The new version keeps the profile of the current one, so that must be of the
 * assessment's own message: each message supersedes the assessments of others, and where one was left over all the
 * same, it concludes nothing. Of several steps of one customer the first is taken, and the others are to come again.
 * Explanations stay in their array until they are written.
 */
export const CONCLUDE = {
  name: 'aml-conclude-assessments',
  text: `
    with ${LOCK_PATIENCE},
    step as (
      select it.*, a.customer_id, row_number() over (partition by a.customer_id order by it.place) = 1 as is_first
      from json_to_recordset($1::json) as it (
        place integer, id bigint, seen_state text, seen_decided_by text, seen_decided_at timestamptz,
        state text, risk_level text, risk_score double precision, needs_decision boolean, next_review text, model_id text, model_version text, model_hash text,
        decision_type text, decision_level text, decision_ground text, decision_comment text, decided_by text, decided_at timestamptz, confirmed_by text,
        final_risk_level text, completed_at timestamptz, customer_level text, customer_status text, events json,
        entry_type text, entry_level text, entry_ground text, entry_comment text, entry_by text, entry_at timestamptz)
      join aml_customer.assessment as a on a.id = it.id
    ),
    held as (
      select step.*, c.version as current_version
      from step join aml_customer.customer as c on c.id = step.customer_id
      where is_first and ${AFTER_PATIENCE} order by c.id for no key update of c
    ),
    assessment as (
      update aml_customer.assessment as it
      set state = held.state, risk_level = held.risk_level, risk_score = held.risk_score, needs_decision = held.needs_decision, next_review = held.next_review,
        model_id = held.model_id, model_version = held.model_version, model_hash = held.model_hash, explanation = nullif(($2::text[])[held.place], ''),
        decision_type = held.decision_type, decision_level = held.decision_level, decision_ground = held.decision_ground, decision_comment = held.decision_comment,
        decided_by = held.decided_by, decided_at = held.decided_at, confirmed_by = held.confirmed_by, final_risk_level = held.final_risk_level, completed_at = held.completed_at
      from held
      where it.id = held.id and it.customer_id = held.customer_id
        and it.state = held.seen_state and it.decided_by is not distinct from held.seen_decided_by and it.decided_at is not distinct from held.seen_decided_at
        and it.message_id = (select message_id from aml_customer.customer_version where customer_id = held.customer_id and version = held.current_version)
      returning it.id, it.customer_id, it.message_id, held.place, held.customer_level, held.customer_status, held.completed_at, held.events,
        held.entry_type, held.entry_level, held.entry_ground, held.entry_comment, held.entry_by, held.entry_at
    ),
    customer as (
      update aml_customer.customer as it
      set risk_level = assessment.customer_level, status = assessment.customer_status, version = it.version + 1, updated_at = assessment.completed_at
      from assessment
      where it.id = assessment.customer_id and assessment.customer_level is not null
      returning it.id, it.version, it.status, it.risk_level, it.title, it.updated_at, assessment.message_id, assessment.id as assessment_id
    ),
    customer_version as (
      insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title, created_at, assessment_id, ${flagColumns()})
      select customer.id, customer.version, customer.message_id, 'ASSESSMENT', customer.status, customer.risk_level, customer.title, customer.updated_at, customer.assessment_id, ${flagColumns((column) => `earlier.${column}`)}
      from customer left join lateral (select * from aml_customer.customer_version where customer_id = customer.id and version = customer.version - 1 limit 1) as earlier on true
    ),
    entry as (
      insert into aml_customer.assessment_decision (assessment_id, decision_type, risk_level, ground, comment, decided_by, decided_at)
      select id, entry_type, entry_level, entry_ground, entry_comment, entry_by, entry_at from assessment where entry_type is not null
    ),
    told as (
      select array_agg(place) as places,
        aml_customer.write_events_together(
          array_agg(assessment.customer_id order by place), array_agg(message.requester order by place), array_agg(events order by place)) as events
      from assessment join aml_customer.message as message on message.id = assessment.message_id
    )
    select coalesce((select places from told where events is not null), '{}') as concluded,
      coalesce((select array_agg(place) from step where not is_first), '{}') as later`,
};

/**
 * The row that {@link CONCLUDE} gives: the places of the steps that were done, and of those that must come again;
 * counted from 1.
 */
export interface Concluded {
  readonly concluded: readonly number[];
  readonly later: readonly number[];
}

/** What {@link CONCLUDE} is given. */
export const concludeValues = (steps: readonly Step[]): readonly unknown[] => [
  JSON.stringify(steps.map((step, i) => rowOf(step, i + 1))),
  binaryTexts(
    steps.map(
      ({
        conclusion: {
          assessment: { risk },
        },
      }) => (risk ? JSON.stringify(risk.explanation) : ''),
    ),
  ),
];

function rowOf(
  {
    id,
    conclusion: {
      seen,
      assessment: { state, risk, decision, confirmedBy, finalRiskLevel, completedAt },
      entry,
      customer,
      events,
    },
  }: Step,
  place: number,
) {
  return {
    place,
    id: bigintOf(id),
    seen_state: seen.state,
    seen_decided_by: seen.decision?.decidedBy,
    seen_decided_at: seen.decision?.decidedAt,
    state,
    risk_level: risk?.level,
    risk_score: risk?.score,
    needs_decision: risk?.needsDecision,
    next_review: risk?.nextReview,
    model_id: risk?.model.id,
    model_version: risk?.model.version,
    model_hash: risk?.model.hash,
    decision_type: decision?.decisionType,
    decision_level: decision?.finalRiskLevel,
    decision_ground: decision?.decisionGroundCode,
    decision_comment: decision?.comment,
    decided_by: decision?.decidedBy,
    decided_at: decision?.decidedAt,
    confirmed_by: confirmedBy,
    final_risk_level: finalRiskLevel,
    completed_at: completedAt,
    customer_level: customer?.riskLevel,
    customer_status: customer?.status,
    events,
    entry_type: entry?.decisionType,
    entry_level: entry?.finalRiskLevel,
    entry_ground: entry?.decisionGroundCode,
    entry_comment: entry?.comment,
    entry_by: entry?.decidedBy,
    entry_at: entry?.decidedAt,
  };
}
