import type { Conclusion } from '@aml-customer/application';

/*
 * One step of an assessment, as one statement. The customer's row is held first, as storing a message does it, so that neither waits
 * for the other in a circle; whether the assessment still stands as it was seen is judged then, on its row as it is. The new version
 * keeps the profile of the current one, so that must be of the assessment's own message: each message supersedes the assessments of
 * others, and where one was left over all the same, it concludes nothing.
 */
export const CONCLUDE = {
  name: 'aml-conclude-assessment',
  text: `
    with held as (
      select c.id, c.version from aml_customer.assessment a join aml_customer.customer c on c.id = a.customer_id where a.id = $1::bigint for no key update of c
    ),
    assessment as (
      update aml_customer.assessment as it
      set state = $5, risk_level = $6, risk_score = $7, needs_decision = $8, next_review = $9, model_id = $10, model_version = $11, model_hash = $12, explanation = $13,
        decision_type = $14, decision_level = $15, decision_ground = $16, decision_comment = $17, decided_by = $18, decided_at = $19, confirmed_by = $20,
        final_risk_level = $21, completed_at = $22
      from held
      where it.id = $1::bigint and it.customer_id = held.id
        and it.state = $2 and it.decided_by is not distinct from $3::text and it.decided_at is not distinct from $4::timestamptz
        and it.message_id = (select message_id from aml_customer.customer_version where customer_id = held.id and version = held.version)
      returning it.id, it.customer_id, it.message_id
    ),
    customer as (
      update aml_customer.customer as it
      set risk_level = $23, status = $24, version = it.version + 1, updated_at = $22
      from assessment
      where it.id = assessment.customer_id and $23::text is not null
      returning it.id, it.version, it.status, it.risk_level, it.title, it.updated_at
    ),
    customer_version as (
      insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title, created_at, assessment_id)
      select customer.id, customer.version, assessment.message_id, 'ASSESSMENT', customer.status, customer.risk_level, customer.title, customer.updated_at, assessment.id
      from customer cross join assessment
    ),
    entry as (
      insert into aml_customer.assessment_decision (assessment_id, decision_type, risk_level, ground, comment, decided_by, decided_at)
      select assessment.id, $26::text, $27::text, $28::text, $29::text, $30::text, $31::timestamptz from assessment where $26::text is not null
    )
    select aml_customer.write_events(assessment.customer_id, message.requester, $25::json) as events
    from assessment join aml_customer.message as message on message.id = assessment.message_id`,
};

/** What the statement is given. */
export function concludeValues(id: string | null, { seen, assessment: { state, risk, decision, confirmedBy, finalRiskLevel, completedAt }, entry, customer, events }: Conclusion): readonly unknown[] {
  return [
    id, seen.state, seen.decision?.decidedBy, seen.decision?.decidedAt,
    state, risk?.level, risk?.score, risk?.needsDecision, risk?.nextReview, risk?.model.id, risk?.model.version, risk?.model.hash, risk && JSON.stringify(risk.explanation),
    decision?.decisionType, decision?.finalRiskLevel, decision?.decisionGroundCode, decision?.comment, decision?.decidedBy, decision?.decidedAt, confirmedBy,
    finalRiskLevel, completedAt, customer?.riskLevel, customer?.status, JSON.stringify(events),
    entry?.decisionType, entry?.finalRiskLevel, entry?.decisionGroundCode, entry?.comment, entry?.decidedBy, entry?.decidedAt,
  ];
}
