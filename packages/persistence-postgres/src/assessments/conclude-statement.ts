import type { Conclusion } from '@aml-customer/application';
import { binaryTexts } from '../database/binary-texts.js';
import { flagColumns } from '../customers/flag-columns.js';
import { bigintOf } from '../database/row-values.js';
import { AFTER_PATIENCE, LOCK_PATIENCE } from '../database/lock-patience.js';

/** One step of an assessment: its id, and the conclusion to apply. */
export interface Step {
  readonly id: string;
  readonly conclusion: Conclusion;
}

/*
 * Applies steps of many assessments in one statement. Customers' rows are locked first, in the order that storing
 * messages uses too, so that no two statements deadlock. Whether an assessment is still in the state that the step
 * expects is checked on its locked row.
 *
 * A queued assessment is not concluded if another model was activated since it was evaluated.
 * The new version keeps the profile of the current one, so the current version must come from the assessment's own
 * message; an assessment of an older message concludes nothing. Of several steps for one customer the first is applied
 * and the others are returned as `later`. Explanations stay in their array until they are written.
 */
export const CONCLUDE = {
  name: 'aml-conclude-assessments',
  text: `
    with ${LOCK_PATIENCE},
    step as (
      select
        line.*, assessment.customer_id,
        row_number() over (partition by assessment.customer_id order by line.place) = 1 as is_first
      from json_to_recordset($1::json) as line (
        place integer, id bigint, seen_state text, seen_decided_by text, seen_decided_at timestamptz,
        state text, risk_level text, risk_score double precision, needs_decision boolean, next_review text,
        model_id text, model_version text, model_hash text,
        decision_type text, decision_level text, decision_ground text, decision_comment text,
        decided_by text, decision_authenticated boolean, decided_at timestamptz, confirmed_by text,
        assessed_at timestamptz, waits_for text[], four_eyes_assessed boolean, four_eyes_decided boolean,
        final_risk_level text, completed_at timestamptz, customer_level text, customer_status text, events json,
        entry_type text, entry_level text, entry_ground text, entry_comment text, entry_by text,
        entry_authenticated boolean, entry_at timestamptz
      )
      join aml_customer.assessment as assessment on assessment.id = line.id
    ),
    locked_step as (
      select step.*, customer.version as current_version
      from step
      join aml_customer.customer as customer on customer.id = step.customer_id
      where is_first and ${AFTER_PATIENCE}
      order by customer.id
      for no key update of customer
    ),
    assessment as (
      update aml_customer.assessment as assessment
      set
        state = step.state,
        risk_level = step.risk_level,
        risk_score = step.risk_score,
        needs_decision = step.needs_decision,
        next_review = step.next_review,
        model_id = step.model_id,
        model_version = step.model_version,
        model_hash = step.model_hash,
        explanation = nullif(($2::text[])[step.place], ''),
        decision_type = step.decision_type,
        decision_level = step.decision_level,
        decision_ground = step.decision_ground,
        decision_comment = step.decision_comment,
        decided_by = step.decided_by,
        decision_authenticated = step.decision_authenticated,
        decided_at = step.decided_at,
        confirmed_by = step.confirmed_by,
        final_risk_level = step.final_risk_level,
        completed_at = step.completed_at,
        assessed_at = step.assessed_at,
        waits_for = step.waits_for,
        four_eyes_assessed = step.four_eyes_assessed,
        four_eyes_decided = step.four_eyes_decided
      from locked_step as step
      where assessment.id = step.id
        and assessment.customer_id = step.customer_id
        and assessment.state = step.seen_state
        and assessment.decided_by is not distinct from step.seen_decided_by
        and assessment.decided_at is not distinct from step.seen_decided_at
        and (
          step.seen_state <> 'QUEUED' or exists (
            select from aml_customer.active_risk_model where (id, version) = (step.model_id, step.model_version)
          )
        )
        and assessment.message_id = (
          select message_id from aml_customer.customer_version
          where customer_id = step.customer_id and version = step.current_version
        )
      returning
        assessment.id, assessment.customer_id, assessment.message_id,
        step.place, step.customer_level, step.customer_status, step.events,
        coalesce(step.completed_at, step.assessed_at) as concluded_at,
        step.entry_type, step.entry_level, step.entry_ground, step.entry_comment, step.entry_by,
        step.entry_authenticated, step.entry_at
    ),
    customer as (
      update aml_customer.customer as customer
      set
        risk_level = assessment.customer_level,
        status = assessment.customer_status,
        version = customer.version + 1,
        updated_at = assessment.concluded_at
      from assessment
      where customer.id = assessment.customer_id and assessment.customer_level is not null
      returning
        customer.id, customer.version, customer.status, customer.risk_level, customer.title, customer.updated_at,
        assessment.message_id, assessment.id as assessment_id
    ),
    customer_version as (
      insert into aml_customer.customer_version
        (customer_id, version, message_id, cause, status, risk_level, title, created_at, assessment_id,
        ${flagColumns()})
      select
        customer.id, customer.version, customer.message_id, 'ASSESSMENT', customer.status, customer.risk_level,
        customer.title, customer.updated_at, customer.assessment_id,
        ${flagColumns((column) => `earlier.${column}`)}
      from customer
      left join lateral (
        select * from aml_customer.customer_version
        where customer_id = customer.id and version = customer.version - 1 limit 1
      ) as earlier on true
    ),
    entry as (
      insert into aml_customer.assessment_decision
        (assessment_id, decision_type, risk_level, ground, comment, decided_by, authenticated, decided_at)
      select
        id, entry_type, entry_level, entry_ground, entry_comment, entry_by, entry_authenticated, entry_at
      from assessment
      where entry_type is not null
    ),
    outcome as (
      select
        array_agg(place) as places,
        aml_customer.write_events_together(
          array_agg(assessment.customer_id order by place),
          array_agg(message.requester order by place),
          array_agg(events order by place)
        ) as events
      from assessment
      join aml_customer.message as message on message.id = assessment.message_id
    )
    select
      coalesce((select places from outcome where events is not null), '{}') as concluded,
      coalesce((select array_agg(place) from step where not is_first), '{}') as later`,
};

/** The row that {@link CONCLUDE} returns: places, from 1, of the steps that it applied and of those to try again. */
export interface Concluded {
  readonly concluded: readonly number[];
  readonly later: readonly number[];
}

/** The parameters of {@link CONCLUDE}. */
export const concludeValues = (steps: readonly Step[]): readonly unknown[] => [
  JSON.stringify(steps.map((step, i) => rowOf(step, i + 1))),
  binaryTexts(steps.map(({ conclusion }) => explanationOf(conclusion))),
];

const explanationOf = ({ assessment: { risk } }: Conclusion): string => (risk ? JSON.stringify(risk.explanation) : '');

function rowOf({ id, conclusion }: Step, place: number) {
  const { seen, assessment, entry, customer, events } = conclusion;
  const { state, risk, decision, confirmedBy, finalRiskLevel, completedAt, fourEyes } = assessment;
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
    decision_authenticated: decision?.authenticated,
    decided_at: decision?.decidedAt,
    confirmed_by: confirmedBy,
    final_risk_level: finalRiskLevel,
    completed_at: completedAt,
    assessed_at: assessment.assessedAt,
    waits_for: assessment.waitsFor,
    four_eyes_assessed: fourEyes?.whenAssessed,
    four_eyes_decided: fourEyes?.whenDecided,
    customer_level: customer?.riskLevel,
    customer_status: customer?.status,
    events,
    entry_type: entry?.decisionType,
    entry_level: entry?.finalRiskLevel,
    entry_ground: entry?.decisionGroundCode,
    entry_comment: entry?.comment,
    entry_by: entry?.decidedBy,
    entry_authenticated: entry?.authenticated,
    entry_at: entry?.decidedAt,
  };
}
