import { ASSESSMENT_STATES, CONFLICTS } from '@aml-customer/application';
import { FLAG_FIELDS, type JsonSchema } from '@aml-customer/domain';
import { refusedDecision } from '../assessments/refused-decisions.js';
import {
  completedExample,
  confirmedExample,
  decisionExample,
  pendingExample,
  summaryExample,
} from './assessment-examples.js';
import { EXAMPLE_TIME } from './examples.js';
import { explanationSchemas } from './explanation.js';
import { jsonBody, managementCall, paging, parameterRef, pathParameter, queryParameter } from './operations.js';
import { bodyErrors, invalidValue, jsonResponse, jsonResponses, managementErrors } from './responses.js';
import {
  anyValue,
  arrayOf,
  assessedLevel,
  boolean,
  date,
  dateTime,
  enumOf,
  nullable,
  object,
  pageCursor,
  riskScore,
  schemaRef,
  string,
  versionNumber,
} from './schemas.js';
import type { Section } from './section.js';

/** Text that is not blank. */
const VISIBLE = '\\S';
const DECISION_PATH = '/assessments/17/decision';

const decisionFields: Readonly<Record<string, JsonSchema>> = {
  decisionType: enumOf('ACCEPTED', 'REJECTED'),
  finalRiskLevel: assessedLevel,
  decisionGroundCode: { ...string, description: 'A code of the classifier decisionGround' },
  comment: { ...string, maxLength: 4000, description: 'Mandatory if the level differs from the assessed one' },
  decidedBy: {
    ...string,
    maxLength: 256,
    description: 'Who decides. Mandatory if no token is set; otherwise omit it, since the token identifies the caller',
  },
};
const riskFields: Readonly<Record<string, JsonSchema>> = {
  level: assessedLevel,
  score: riskScore,
  needsDecision: boolean,
  nextReview: date,
  model: schemaRef('RiskModelReference'),
};
const takenDecision = object(
  {
    ...decisionFields,
    authenticated: { ...boolean, description: 'Whether a personal token proved who decided' },
    override: { ...boolean, description: 'Whether the decision is below the assessed level' },
    decidedAt: dateTime,
  },
  ['comment'],
);
const waitsFor = {
  ...arrayOf(
    enumOf(
      'LOWERED_FROM_HIGH',
      'LOWERED_FROM_EXTREME',
      'REJECTED_BY_PERSON',
      ...Object.values(FLAG_FIELDS).map((field) => `FLAG_WITHDRAWN:${field}`),
    ),
  ),
  description:
    'Why a person must decide apart from the model: what the message would undo. Status and level stay until then',
};
const fourEyes = {
  ...object({ whenAssessed: boolean, whenDecided: boolean }, ['whenAssessed', 'whenDecided']),
  description: 'Whether FOUR_EYES was on when the risk was assessed, and when the assessment was decided',
};
const assessment = (risk: JsonSchema, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
  object(
    {
      id: string,
      state: enumOf(...ASSESSMENT_STATES),
      customerExtId: string,
      version: versionNumber,
      communicationNumber: string,
      createdAt: dateTime,
      lead: { ...boolean, description: 'Whether the customer was a lead when the message was accepted' },
      assessedAt: { ...dateTime, description: 'When the risk was assessed' },
      waitsFor,
      fourEyes,
      risk,
      decision: {
        ...takenDecision,
        description: 'The decision. If two people must agree, it may still wait for confirmation by the second one',
      },
      ...more,
      confirmedBy: { ...string, description: 'Who confirmed the decision, if two people had to agree' },
      finalRiskLevel: assessedLevel,
      completedAt: dateTime,
    },
    [
      'assessedAt',
      'waitsFor',
      'fourEyes',
      'risk',
      'decision',
      ...Object.keys(more),
      'confirmedBy',
      'finalRiskLevel',
      'completedAt',
    ],
  );

const schemas = {
  ...explanationSchemas,
  Assessment: assessment(object({ ...riskFields, explanation: schemaRef('Explanation') }), {
    decisions: {
      ...arrayOf(takenDecision),
      description:
        'All decisions in order, with their grounds and comments: proposals, the proposals that replaced them, and ' +
        'the confirmation',
    },
    activationWaitsFor: {
      ...arrayOf(string),
      description:
        'Only in the answer to a decision, with ACTIVATE_AFTER=screening: the customer was accepted and stays ' +
        'PENDING until these screening processes have run',
    },
  }),
  AssessmentSummary: assessment(object(riskFields)),
  AssessmentPage: object({ assessments: arrayOf(schemaRef('AssessmentSummary')), cursor: pageCursor }, ['cursor']),
  Decision: object(
    {
      ...decisionFields,
      comment: { ...nullable(decisionFields['comment']!), pattern: VISIBLE },
      decidedBy: { ...nullable(decisionFields['decidedBy']!), pattern: VISIBLE },
    },
    ['comment', 'decidedBy'],
  ),
  DecisionConflict: object({
    timestamp: dateTime,
    status: { type: 'integer' },
    error: string,
    path: string,
    errorDescription: { ...string, description: 'The reason' },
  }),
  Replay: object(
    {
      outcome: enumOf('same', 'different', 'not-assessed'),
      differences: arrayOf(
        object(
          {
            pointer: {
              ...string,
              description: 'A JSON Pointer into the assessment as GET /assessments/{id} returns it',
            },
            stored: { ...anyValue, description: 'The stored value; absent if there is none' },
            now: { ...anyValue, description: 'The value now; absent if there is none' },
          },
          ['stored', 'now'],
        ),
      ),
    },
    ['differences'],
  ),
};

const parameters = { AssessmentId: pathParameter('id', '17', 'The id of the assessment') };
const assessmentParameters = [parameterRef('AssessmentId')];

const call = (operationId: string, summary: string, description: string) =>
  managementCall('assessmentManagement', operationId, summary, description);

/** Assessments and their decisions. */
export const assessments: Section = {
  schemas,
  parameters,
  paths: {
    '/assessments': {
      get: {
        ...call(
          'listAssessments',
          'List assessments by state, oldest first; by default those that wait for a decision',
          'Read the list page by page. `GET /assessments/{id}` returns the explanation of one.',
        ),
        parameters: [
          queryParameter('state', 'The state', { type: 'string', enum: ASSESSMENT_STATES, default: 'PENDING' }),
          ...paging,
        ],
        responses: {
          200: jsonResponse('A page', 'AssessmentPage', { assessments: [summaryExample], cursor: '17' }),
          ...invalidValue('limit must be an integer from 1 to 500'),
          ...managementErrors(),
        },
      },
    },
    '/assessments/{id}': {
      get: {
        ...call(
          'readAssessment',
          'Read one assessment with the explanation of its level',
          'The explanation has every contribution and floor, the values that caused them, and their sources.',
        ),
        parameters: assessmentParameters,
        responses: {
          200: jsonResponses('The assessment', 'Assessment', {
            pending: pendingExample,
            completed: completedExample,
            confirmed: confirmedExample,
          }),
          ...managementErrors(404),
        },
      },
    },
    '/assessments/{id}/decision': {
      post: {
        ...call(
          'decideAssessment',
          'Decide a PENDING assessment',
          'Two people must agree below a floor of the law; with FOUR_EYES, also on HIGH and EXTREME, on every ' +
            'decision below the assessed level, and on an assessment with `waitsFor`. Each needs a personal token ' +
            '(API_TOKENS). The second person confirms by sending the same type, level and ground; until then the ' +
            'assessment stays PENDING. If any of them differs, it is a new proposal, and the earlier one stays in ' +
            '`decisions`.',
        ),
        parameters: assessmentParameters,
        requestBody: jsonBody('Decision', {
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
          200: jsonResponses('The assessment after the decision', 'Assessment', {
            completed: completedExample,
            confirmed: confirmedExample,
          }),
          ...invalidValue('decisionGroundCode must be a code of the classifier decisionGround'),
          ...bodyErrors,
          ...managementErrors(404),
          403: jsonResponses(
            'The caller has no access, or two people must agree and no personal token proves who decides',
            'DecisionConflict',
            { 'person-unproven': refusedDecision('person-unproven', DECISION_PATH, EXAMPLE_TIME) },
          ),
          409: jsonResponses(
            'The decision conflicts with the state of the assessment, or another person must confirm',
            'DecisionConflict',
            Object.fromEntries(
              CONFLICTS.map((reason) => [reason, refusedDecision(reason, DECISION_PATH, EXAMPLE_TIME)]),
            ),
          ),
        },
      },
    },
    '/assessments/{id}/replay': {
      get: {
        ...call(
          'replayAssessment',
          'Assess the stored profile again with the same model, and compare the results',
          'Shows that a stored assessment can be reproduced. Nothing is changed.',
        ),
        parameters: assessmentParameters,
        responses: {
          200: jsonResponses('The comparison; nothing is changed', 'Replay', {
            same: { outcome: 'same' },
            different: {
              outcome: 'different',
              differences: [{ pointer: '/risk/score', stored: 40, now: 38 }],
            },
          }),
          ...managementErrors(404),
        },
      },
    },
    '/amlyze-ws-rest/customer/{customerExtId}/assessments': {
      get: {
        ...call(
          'listCustomerAssessments',
          'List the assessments of a customer, latest first',
          'All assessments of the customer, in every state, without their explanations.',
        ),
        parameters: [parameterRef('CustomerExtId')],
        responses: {
          200: jsonResponse('The assessments', arrayOf(schemaRef('AssessmentSummary')), [summaryExample]),
          ...managementErrors(404),
        },
      },
    },
  },
};
