import { ASSESSMENT_STATES, CONFLICTS } from '@aml-customer/application';
import type { JsonSchema } from '@aml-customer/domain';
import { conflict } from '../assessments/conflicts.js';
import {
  completedExample,
  confirmedExample,
  decisionExample,
  pendingExample,
  summaryExample,
} from './assessment-examples.js';
import { notReceived } from './customer-call.js';
import { body, inPath, inQuery, listOf, object, paging, ref, security, text, time, words } from './parts.js';
import { EXAMPLE_TIME, json, problems, reply, unreadable } from './replies.js';

const DECISION_PATH = '/assessments/17/decision';
const id = inPath('id', '17', 'The id of the assessment');
const levels = words('LOW', 'MEDIUM', 'HIGH', 'EXTREME');
const call = (operationId: string, summary: string) => ({ tags: ['Assessments'], operationId, summary, security });

const decision = {
  decisionType: words('ACCEPTED', 'REJECTED'),
  finalRiskLevel: levels,
  decisionGroundCode: { ...text, description: 'A code of the classifier decisionGround' },
  comment: { ...text, maxLength: 4000, description: 'Mandatory where the level is another than was assessed' },
  decidedBy: {
    ...text,
    maxLength: 256,
    description: 'Who decides: mandatory while no token is set, and left out once one is, since the token says it',
  },
};
const risk = {
  level: levels,
  score: { type: 'integer', minimum: 0, maximum: 100 } as JsonSchema,
  needsDecision: { type: 'boolean' } as JsonSchema,
  nextReview: { type: 'string', format: 'date' } as JsonSchema,
  model: object({ id: text, version: text, hash: { ...text, description: 'SHA-256 of the content of the model' } }),
};
const explanation: JsonSchema = {
  type: 'object',
  description:
    'Everything that led to the level: each contribution before and after the cap of its group, with the values that caused it and its source, the floors that fired, the dates of the country lists',
};
const taken = object({ ...decision, decidedAt: time }, ['comment']);
const assessment = (ofRisk: JsonSchema, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
  object(
    {
      id: text,
      state: words(...ASSESSMENT_STATES),
      customerExtId: text,
      version: { type: 'integer', minimum: 1 },
      communicationNumber: text,
      createdAt: time,
      lead: { type: 'boolean', description: 'Whether the customer was a lead when the message was accepted' },
      risk: ofRisk,
      decision: {
        ...taken,
        description: 'The decision, or with four eyes the one that another person has yet to confirm',
      },
      ...more,
      confirmedBy: { ...text, description: 'With four eyes: who confirmed the decision' },
      finalRiskLevel: levels,
      completedAt: time,
    },
    ['risk', 'decision', ...Object.keys(more), 'confirmedBy', 'finalRiskLevel', 'completedAt'],
  );

export const assessmentSchemas: Readonly<Record<string, JsonSchema>> = {
  Assessment: assessment(object({ ...risk, explanation }), {
    decisions: {
      ...listOf(taken),
      description:
        'Every decision that a person took, with their own ground and comment, in order: what was proposed, what took its place, what confirmed it',
    },
  }),
  DecisionConflict: object({
    timestamp: time,
    status: { type: 'integer' },
    error: text,
    path: text,
    errorDescription: { ...text, description: 'The reason' },
  }),
  AssessmentSummary: assessment(object(risk)),
  AssessmentPage: object(
    {
      assessments: listOf(ref('AssessmentSummary')),
      cursor: { ...text, description: 'What to ask with next; absent while the list is empty' },
    },
    ['cursor'],
  ),
  Decision: object(decision, ['comment', 'decidedBy']),
  Replay: object(
    {
      outcome: words('same', 'different', 'not-assessed'),
      differences: listOf(
        object(
          {
            pointer: {
              ...text,
              description: 'Where, as a JSON Pointer into the assessment as GET /assessments/{id} shows it',
            },
            stored: {},
            now: {},
          },
          ['stored', 'now'],
        ),
      ),
    },
    ['differences'],
  ),
};

export const assessmentPaths = {
  '/assessments': {
    get: {
      ...call('listAssessments', 'Assessments in a state, the oldest first: those that wait for a person'),
      parameters: [
        inQuery('state', 'The state', { type: 'string', enum: ASSESSMENT_STATES, default: 'PENDING' }),
        ...paging,
      ],
      responses: {
        200: json('A page', 'AssessmentPage', { assessments: [summaryExample], cursor: '17' }),
        ...unreadable('limit must be an integer from 1 to 500'),
        ...problems('/assessments'),
      },
    },
  },
  '/assessments/{id}': {
    get: {
      ...call('readAssessment', 'One assessment, with everything that led to it'),
      parameters: [id],
      responses: {
        200: reply('The assessment', 'Assessment', {
          pending: { value: pendingExample },
          completed: { value: completedExample },
          confirmed: { value: confirmedExample },
        }),
        ...problems('/assessments/18', 404),
      },
    },
  },
  '/assessments/{id}/decision': {
    post: {
      ...call('decideAssessment', 'Decide an assessment that is PENDING, once'),
      parameters: [id],
      description:
        'With FOUR_EYES, a second person confirms by sending the same type, level and ground; until then the assessment stays PENDING. Whatever differs is a new proposal, and the earlier one stays in `decisions`.',
      requestBody: body('Decision', {
        accepted: decisionExample,
        rejected: {
          decisionType: 'REJECTED',
          finalRiskLevel: 'EXTREME',
          decisionGroundCode: '05',
          comment: 'Outside our appetite',
          decidedBy: 'Ona Onaitė',
        },
      }),
      responses: {
        200: reply('The assessment as it stands now', 'Assessment', {
          completed: { value: completedExample },
          confirmed: { value: confirmedExample },
        }),
        ...unreadable('decisionGroundCode must be a code of the classifier decisionGround'),
        ...notReceived,
        ...problems(DECISION_PATH, 404),
        409: reply(
          'There is nothing (more) for this person to decide',
          'DecisionConflict',
          Object.fromEntries(
            CONFLICTS.map((reason) => [reason, { value: conflict(reason, DECISION_PATH, EXAMPLE_TIME) }]),
          ),
        ),
      },
    },
  },
  '/assessments/{id}/replay': {
    get: {
      ...call(
        'replayAssessment',
        'Assess the stored profile again with the model that the assessment names, and compare',
      ),
      parameters: [id],
      responses: {
        200: reply('Nothing is changed', 'Replay', {
          same: { value: { outcome: 'same' } },
          different: {
            value: { outcome: 'different', differences: [{ pointer: '/risk/score', stored: 40, now: 38 }] },
          },
        }),
        ...problems('/assessments/18/replay', 404),
      },
    },
  },
  '/amlyze-ws-rest/customer/{customerExtId}/assessments': {
    get: {
      ...call('listCustomerAssessments', 'The assessments of a customer, the latest first'),
      parameters: [
        inPath(
          'customerExtId',
          String(pendingExample['customerExtId']),
          "The institution's identifier, percent-encoded",
        ),
      ],
      responses: {
        200: json('The assessments', listOf(ref('AssessmentSummary')), [summaryExample]),
        ...problems('/amlyze-ws-rest/customer/CUST-0/assessments', 404),
      },
    },
  },
};
