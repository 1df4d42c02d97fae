import type { JsonSchema } from '@aml-customer/domain';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { rejected } from '../http/answers.js';
import { EXAMPLE_TIME } from './examples.js';
import { managementCall, parameterRef, pathParameter } from './operations.js';
import { bodyErrors, httpProblemResponse, jsonResponse, managementErrors } from './responses.js';
import { arrayOf, boolean, dateTime, object, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const { id, version, hash } = defaultModel;
const data: object = defaultModel.data;
const summaryExample = {
  id,
  version,
  hash,
  addedAt: EXAMPLE_TIME.toISOString(),
  active: true,
  activation: { by: 'ona', at: EXAMPLE_TIME.toISOString() },
};
const withoutActivation = ({ activation: _, ...added }: typeof summaryExample) => added;
const problemExample = { pointer: '/groups/0/cap', sentence: 'must be an integer from 0 to 100, not 110' };

const fields: Readonly<Record<string, JsonSchema>> = {
  id: string,
  version: string,
  hash: { ...string, description: 'SHA-256 of the content' },
  addedAt: dateTime,
  active: { ...boolean, description: 'Whether new assessments use this model' },
  activation: {
    ...object({ by: string, at: dateTime }),
    description: 'Who activated the model last, and when; absent if nobody did',
  },
};

const schemas = {
  RiskModelFile: {
    type: 'object',
    description: 'A risk model as data. packages/risk-evaluation/src/models/default-2.json is an example',
  },
  RiskModelSummary: object(fields, ['activation']),
  RiskModel: object({ ...fields, data: schemaRef('RiskModelFile') }, ['activation']),
  RiskModels: object({ models: arrayOf(schemaRef('RiskModelSummary')) }),
  RejectedModel: object(
    {
      resultType: string,
      errorCode: string,
      errorDescription: string,
      problems: arrayOf(schemaRef('ValueProblem')),
    },
    ['problems'],
  ),
};

const parameters = {
  RiskModelId: pathParameter('id', id, 'The id of the model'),
  RiskModelVersion: pathParameter('version', version, 'The version of the model'),
};
const modelParameters = [parameterRef('RiskModelId'), parameterRef('RiskModelVersion')];

const call = (operationId: string, summary: string) => managementCall('riskModelManagement', operationId, summary);

/** The risk models of an installation. */
export const riskModels: Section = {
  schemas,
  parameters,
  paths: {
    '/risk-models': {
      get: {
        ...call('listRiskModels', 'List the risk models, latest first'),
        responses: {
          200: jsonResponse('The models', 'RiskModels', { models: [summaryExample] }),
          ...managementErrors(),
        },
      },
      post: {
        ...call('addRiskModel', 'Add a version of a risk model, without activating it'),
        description:
          'The content of an id and version never changes. Adding the same file again changes nothing and is ' +
          'answered 200.',
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: schemaRef('RiskModelFile'), example: { ...data, version: 'bank-1' } },
          },
        },
        responses: {
          200: jsonResponse('The same file was added before; nothing changed', 'RiskModelSummary', summaryExample),
          201: jsonResponse(
            'Added',
            'RiskModelSummary',
            withoutActivation({ ...summaryExample, version: 'bank-1', active: false }),
          ),
          400: jsonResponse(
            'Every problem of the file with its position; the active model stays active',
            'RejectedModel',
            {
              ...rejected('F002', `${problemExample.pointer} ${problemExample.sentence}`),
              problems: [problemExample],
            },
          ),
          409: httpProblemResponse(409, 'Another file was added under this id and version', '/risk-models'),
          ...bodyErrors,
          ...managementErrors(),
        },
      },
    },
    '/risk-models/{id}/{version}': {
      get: {
        ...call('readRiskModel', 'Read one risk model with its content'),
        parameters: modelParameters,
        responses: {
          200: jsonResponse('The model', 'RiskModel', { ...summaryExample, data }),
          ...managementErrors(404),
        },
      },
    },
    '/risk-models/{id}/{version}/activation': {
      post: {
        ...call('activateRiskModel', 'Use this model for new assessments, on every instance'),
        parameters: modelParameters,
        responses: {
          200: jsonResponse('The model is active', 'RiskModelSummary', summaryExample),
          ...managementErrors(404),
        },
      },
    },
  },
};
