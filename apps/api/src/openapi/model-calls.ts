import type { JsonSchema } from '@aml-customer/domain';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { notReceived } from './customer-call.js';
import { inPath, listOf, object, ref, security, text, time } from './parts.js';
import { json, problems } from './replies.js';

const { id, version, hash } = defaultModel;
const data: object = defaultModel.data;
const summary = { id, version, hash, addedAt: '2026-11-22T08:30:00.000Z', active: true };
const ofModel = [inPath('id', id, 'The id of the model'), inPath('version', version, 'Its version')];
const call = (operationId: string, says: string) => ({ tags: ['Risk models'], operationId, summary: says, security });
const fields = {
  id: text,
  version: text,
  hash: { ...text, description: 'SHA-256 of the content' },
  addedAt: time,
  active: { type: 'boolean', description: 'Whether it assesses now' } as JsonSchema,
};

export const modelSchemas: Readonly<Record<string, JsonSchema>> = {
  RiskModelFile: {
    type: 'object',
    description: 'A risk model as data; packages/risk-evaluation/src/models/default.json is one',
  },
  RiskModelSummary: object(fields),
  RiskModel: object({ ...fields, data: ref('RiskModelFile') }),
  RiskModels: object({ models: listOf(ref('RiskModelSummary')) }),
  RejectedModel: object(
    {
      resultType: text,
      errorCode: text,
      errorDescription: text,
      problems: listOf(object({ pointer: text, sentence: text })),
    },
    ['problems'],
  ),
};

const problem = { pointer: '/groups/0/cap', sentence: 'must be an integer from 0 to 100, not 110' };

export const modelPaths = {
  '/risk-models': {
    get: {
      ...call('listRiskModels', 'The risk models, the latest first'),
      responses: { 200: json('The models', 'RiskModels', { models: [summary] }), ...problems('/risk-models') },
    },
    post: {
      ...call('addRiskModel', 'Add a version of a risk model; it assesses once it is activated'),
      description:
        'Content never changes under an id and version. The same file again changes nothing, and is answered 200.',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: ref('RiskModelFile'), example: { ...data, version: 'bank-1' } } },
      },
      responses: {
        200: json('It was there already, and nothing changed', 'RiskModelSummary', summary),
        201: json('Added', 'RiskModelSummary', { ...summary, version: 'bank-1', active: false }),
        400: json('Every problem of the file and its place; the active model stays', 'RejectedModel', {
          resultType: 'REQUEST_REJECTED',
          errorCode: 'F002',
          errorDescription: `${problem.pointer} ${problem.sentence}`,
          problems: [problem],
        }),
        ...notReceived,
        ...problems('/risk-models', 409),
      },
    },
  },
  '/risk-models/{id}/{version}': {
    get: {
      ...call('readRiskModel', 'One model, whole'),
      parameters: ofModel,
      responses: {
        200: json('The model', 'RiskModel', { ...summary, data }),
        ...problems('/risk-models/default/0', 404),
      },
    },
  },
  '/risk-models/{id}/{version}/activation': {
    post: {
      ...call('activateRiskModel', 'Assess by this model from now on, on every instance'),
      parameters: ofModel,
      responses: {
        200: json('It is active', 'RiskModelSummary', summary),
        ...problems('/risk-models/default/0/activation', 404),
      },
    },
  },
};
