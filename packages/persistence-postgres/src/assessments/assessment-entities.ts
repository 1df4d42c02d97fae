import type { AssessedLevel, AssessmentState, RiskDecision } from '@aml-customer/application';
import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

const level = () => p.text().$type<AssessedLevel>().nullable();
const text = () => p.text().nullable();

/** Every decision about an assessment, in the order in which they were taken. */
export const AssessmentDecision = defineEntity({
  name: 'AssessmentDecision',
  tableName: 'assessment_decision',
  schema: SCHEMA,
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    assessmentId: p.bigint('string'),
    decisionType: p.text().$type<RiskDecision['decisionType']>(),
    riskLevel: p.text().$type<AssessedLevel>(),
    ground: p.text(),
    comment: text(),
    decidedBy: p.text(),
    authenticated: p.boolean().default(false),
    decidedAt: p.datetime(),
  },
});

/** An assessment; the columns of a risk, a decision and a conclusion are null until there is one. */
export const Assessment = defineEntity({
  name: 'Assessment',
  tableName: 'assessment',
  schema: SCHEMA,
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    customerId: p.bigint('string'),
    version: p.integer(),
    messageId: p.bigint('string'),
    state: p.text().$type<AssessmentState>(),
    createdAt: p.datetime(),
    lead: p.boolean(),
    requestedStatus: text(),
    assessedAt: p.datetime().nullable(),
    waitsFor: p.array().nullable(),
    fourEyesAssessed: p.boolean().nullable(),
    fourEyesDecided: p.boolean().nullable(),
    riskLevel: level(),
    riskScore: p.double().nullable(),
    needsDecision: p.boolean().nullable(),
    nextReview: text(),
    modelId: text(),
    modelVersion: text(),
    modelHash: text(),
    explanation: text(),
    decisionType: p.text().$type<RiskDecision['decisionType']>().nullable(),
    decisionLevel: level(),
    decisionGround: text(),
    decisionComment: text(),
    decidedBy: text(),
    decisionAuthenticated: p.boolean().nullable(),
    decidedAt: p.datetime().nullable(),
    confirmedBy: text(),
    finalRiskLevel: level(),
    completedAt: p.datetime().nullable(),
  },
});
